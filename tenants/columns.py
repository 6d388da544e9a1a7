"""Column types that keep their meaning on both engines."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, Text, TypeDecorator

E = TypeVar("E", bound=StrEnum)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware UTC in Python, `timestamptz` on PostgreSQL, naive UTC on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """Read what SQLite keeps as text at once, as it was written by `process_bind_param`."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        read = datetime.fromisoformat
        return lambda value: None if value is None else read(value).replace(tzinfo=UTC)


class Word(TypeDecorator[E], Generic[E]):
    """One word of a closed list, kept as text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind
        self.known = {str(word): word for word in kind}

    def process_bind_param(self, value: E | str | None, dialect: Any) -> str | None:
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Any) -> E | None:
        return None if value is None else self.known[value]

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """Look each value up, without a step between: a list reads some hundred of them."""
        return {None: None, **self.known}.__getitem__


class Words(TypeDecorator[frozenset[E]], Generic[E]):
    """A set of words of a closed list, kept as `|admin|employee|` so that LIKE '%|admin|%' finds a member."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Iterable[E] | str | None, dialect: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return "|" + "".join(f"{self.kind(word)}|" for word in sorted(value))

    def process_result_value(self, value: str | None, dialect: Any) -> frozenset[E] | None:
        if value is None:
            return None
        return _read(self.kind, value)


@lru_cache(maxsize=1024)
def _read(kind: type[E], value: str) -> frozenset[E]:
    return frozenset(kind(word) for word in value.split("|") if word)


def among(word: StrEnum) -> str:
    """Return the LIKE pattern that finds a `Words` column holding `word`."""
    return f"%|{word}|%"
