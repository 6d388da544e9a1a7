"""The pages of docs/ that are made from the code; a test keeps them equal."""

from collections.abc import Callable
from pathlib import Path

from . import map_page, permissions_page, settings
from .exchange import exchange_page

PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings.as_markdown,
    "permissions.md": permissions_page.as_markdown,
    "map.md": map_page.as_markdown,
    "exchange.md": exchange_page.as_markdown,
}


def docs_folder() -> Path:
    """Return docs/ of the checkout."""
    return Path(__file__).parent.parent / "docs"


def write_all() -> list[Path]:
    """Write each page; return their paths."""
    written = []
    for name, page in PAGES.items():
        path = docs_folder() / name
        path.write_text(page(), encoding="utf-8")
        written.append(path)
    return written
