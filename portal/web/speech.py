"""The texts of a page in its language, found with one look at what the web request keeps.

A page says some hundred texts; Flask-Babel asks for each of them anew who is here and what they speak.
"""

from typing import Any

import flask_babel
from flask import g, has_request_context
from flask_babel.speaklater import LazyString

_here: Any = g._get_current_object  # type: ignore[attr-defined] - what a proxy stands for, without its detour


def language() -> str:
    """Return the two letters of the language that is spoken now."""
    try:
        return _here().spoken
    except (AttributeError, RuntimeError):
        spoken = str(flask_babel.get_locale())[:2]
        if has_request_context():  # outside one the language changes from mail to mail
            g.spoken = spoken
        return spoken


def gettext(text: str, **values: Any) -> str:
    """Return a text in the language that is spoken now, with `values` filled in."""
    try:
        said = _here().catalogue.ugettext(text)
    except (AttributeError, RuntimeError):
        return flask_babel.gettext(text, **values)
    return said % values if values else said


def lazy_gettext(text: str, **values: Any) -> LazyString:
    """Return a text that is said in the language of each page that shows it."""
    return LazyString(gettext, text, **values)


def speak_anew() -> None:
    """Forget what this web request spoke: who is here, has changed."""
    for name in ("spoken", "catalogue"):
        g.pop(name, None)
    flask_babel.refresh()
