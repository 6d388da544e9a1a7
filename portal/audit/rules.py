"""How the filters of the log are read. Plain Python."""

from datetime import date

from portal.trail.rules import Kind


def kind_in(word: str) -> Kind | None:
    """Return the kind that a word names; None for none, and for what stands on the page of a request."""
    return next((kind for kind in Kind if str(kind) == word and kind is not Kind.REQUEST), None)


def in_order(since: date | None, until: date | None) -> bool:
    """Say whether a period does not end before it begins."""
    return not (since and until and until < since)
