"""Pages of a list in the order of its columns: on from a row, or back before it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import tuple_


def beyond(wanted: Any, order: Sequence[Any], after: Any = None, before: Any = None) -> Any:
    """Return a select in an order, of what comes after a row or before it; that is read back to front.

    Both are the place of a row in that order, as a subquery of as many columns, None for the beginning.
    """
    if before is not None:
        return wanted.where(tuple_(*order) < before).order_by(*(part.desc() for part in order))
    if after is not None:
        wanted = wanted.where(tuple_(*order) > after)
    return wanted.order_by(*order)


def one_page(rows: Sequence[Any], size: int, *, backwards: bool) -> tuple[list[Any], bool]:
    """Return a page of rows that were read with one too many, in their order, and whether there are more that way."""
    shown = list(rows[:size])
    return (shown[::-1] if backwards else shown), len(rows) > size
