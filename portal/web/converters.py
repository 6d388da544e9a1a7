"""What stands in an address: only what a database can be asked for; all else is a page that is not there."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter


class Number(IntegerConverter):
    """A number of at most nine digits, which fits each integer column."""

    regex = r"\d{1,9}"


class Word(UnicodeConverter):
    """A text without NUL, which no PostgreSQL column holds."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **options)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


def init(app: Flask) -> None:
    """Let `<...>` and `<int:...>` in an address mean these. Before any route is added."""
    app.url_map.converters |= {"int": Number, "default": Word, "string": Word}
