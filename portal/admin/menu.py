"""The pages of the set-up, as menus show them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class MenuPage:
    """One page in a menu."""

    endpoint: str
    icon: str
    words: str
    count: int = 0  # how many things wait there
    rare: bool = False  # folded away where there is no room for all


_counted: dict[str, Callable[[], int]] = {}


def count_for(endpoint: str, count: Callable[[], int]) -> None:
    """Let the menu say how many things wait on a page."""
    _counted[endpoint] = count


def setup_pages() -> list[MenuPage]:
    """Return the pages of the set-up in the order of the menu."""
    return [
        MenuPage("admin.overview", "gauge", _("Overview")),
        MenuPage("admin.organisations", "building-2", _("Organisations")),
        MenuPage("admin.people", "users", _("People")),
        MenuPage("applications.queue", "user-plus", _("Applications"), waiting_at("applications.queue")),
        MenuPage("admin.services", "layers", _("Services"), rare=True),
        MenuPage("admin.departments", "folder", _("Departments"), rare=True),
        MenuPage("broadcasts.own", "megaphone", _("News")),
        MenuPage("articles.index", "lightbulb", _("Knowledge base")),
        MenuPage("admin.reached", "phone", _("Contact"), rare=True),
        MenuPage("desk_audit.log", "history", _("Log"), rare=True),
    ]


def waiting_at(endpoint: str) -> int:
    """Return how many things wait on a page."""
    return _counted[endpoint]() if endpoint in _counted else 0
