"""Whether a value is one of many, with one value to bind for all of them, however many there are.

A statement that names two hundred organisations six times has twelve hundred values: writing them down costs the page
more than its rows, and the database reads and plans them each time anew.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Boolean, Integer, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Numbers(TypeDecorator[Sequence[int]]):
    """Whole numbers as one bound value: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        """Return how the database takes them."""
        return dialect.type_descriptor(ARRAY(Integer()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[int] | None, dialect: Any) -> Any:
        """Return them as the database takes them."""
        if value is None:
            return None
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class OneOfMany(FunctionElement[bool]):
    """The condition that its first part is among the `Numbers` of its second. Many means: no index is led by it."""

    type = Boolean()
    inherit_cache = True
    name = "one_of_many"


@compiles(OneOfMany, "postgresql")
def _any_of(element: OneOfMany, compiler: Any, **options: Any) -> str:
    value, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{value} = ANY ({numbers})"


@compiles(OneOfMany, "sqlite")
def _in_json(element: OneOfMany, compiler: Any, **options: Any) -> str:
    # The plus keeps SQLite from walking an index once for each of them: it takes them to be few.
    value, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"+{value} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - parts that are compiled already
