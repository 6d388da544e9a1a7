"""How services and departments are told apart: by a name in addresses, and by an icon."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

SERVICE_ICONS = (
    *("layers", "clipboard-list", "calendar-clock", "calendar-days", "wallet", "chart-column", "plug", "refresh-cw"),
    *("users", "user", "building-2", "folder", "inbox", "mail", "phone", "monitor", "lock", "shield-alert"),
    *("book-open", "lightbulb", "package-check", "pencil-ruler", "settings", "tag", "info"),
)
"""The icons a service can have, all of them in the sprite that is shipped."""

LONGEST_SLUG = 40


def slug_of(name: str, taken: Container[str]) -> str:
    """Return how a name is written in an address, unlike all that are `taken`: `Care records` -> `care-records`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "item"
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken and slug != "new" else next(one for one in numbered if one not in taken)
