"""The pages of the set-up, as menus show them."""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class MenuPage:
    """One page in a menu."""

    endpoint: str
    icon: str
    words: str


def setup_pages() -> list[MenuPage]:
    """Return the pages of the set-up in the order of the menu."""
    return [
        MenuPage("admin.overview", "gauge", _("Overview")),
        MenuPage("admin.organisations", "building-2", _("Organisations")),
        MenuPage("admin.people", "users", _("People")),
        MenuPage("admin.services", "layers", _("Services")),
        MenuPage("admin.departments", "folder", _("Departments")),
        MenuPage("broadcasts.own", "megaphone", _("News")),
        MenuPage("admin.reached", "phone", _("Contact")),
    ]
