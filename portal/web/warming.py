"""The templates of the usual pages are compiled before the first of them is asked for.

Compiling takes longer than making a hundred pages; who comes first after a restart would wait for it, and all who
come just after them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask
from flask_babel import force_locale
from jinja2 import Environment, meta

from .language import LANGUAGES

USUAL = (
    "signin/address.html",
    "tickets/start.html",
    "tickets/list.html",
    "tickets/show.html",
    "tickets/form.html",
    "tickets/sent.html",
    "desk/inbox.html",
    "desk/request.html",
)


def warm(app: Flask) -> None:
    """Compile the usual templates, and all that they stand on, in each language."""
    names = list(_with_parts(app.jinja_env, USUAL))
    for spoken in LANGUAGES:
        with app.app_context(), force_locale(spoken):
            for name in names:
                app.jinja_env.get_template(name)


def _with_parts(environment: Environment, names: Iterable[str]) -> Iterator[str]:
    loader: Any = environment.loader
    asked, found = list(names), set[str]()
    while asked:
        name = asked.pop()
        if name in found:
            continue
        found.add(name)
        yield name
        source = loader.get_source(environment, name)[0]
        asked += filter(None, meta.find_referenced_templates(environment.parse(source)))
