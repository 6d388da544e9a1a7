"""What stands in an address: only what a database can be asked for; all else is a page that is not there."""

from flask import Flask
from werkzeug.routing import IntegerConverter, UnicodeConverter


class Number(IntegerConverter):
    """A number of at most nine digits, which fits each integer column."""

    regex = r"\d{1,9}"


class Word(UnicodeConverter):
    """A text. NUL, which no PostgreSQL column holds, is read as the sign for what cannot be read: nothing has it."""

    def to_python(self, value: str) -> str:
        """Read a part of an address."""
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")


def init(app: Flask) -> None:
    """Let `<...>` and `<int:...>` in an address mean these. Before any route is added."""
    app.url_map.converters |= {"int": Number, "default": Word, "string": Word}
