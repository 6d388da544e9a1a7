"""Every form there is: as pages show it, and for routes whose page nobody reaches, as their code declares it."""

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any

from flask import Flask
from wtforms import Field

from portal.web.forms import Form
from tests.guards.crawl import Visit, own

DEEP = 4
"""How many calls away from its route a form may be made."""


@dataclass(frozen=True)
class Found:
    """A form: the endpoint it posts to, the address, what it sends untouched, and the names of all its fields."""

    endpoint: str
    action: str
    fields: dict[str, str] = field(hash=False)
    names: frozenset[str]
    who: str = ""

    def filled(self) -> dict[str, str]:
        """Return what somebody sends who filled in what was empty."""
        return {
            name: self.fields.get(name) or "Een woord" for name in self.names if name not in ("csrf_token", "files")
        }


def forms_on(app: Flask, visits: Iterable[Visit]) -> list[Found]:
    """Return each kind of form that posts, once, as the first page that shows it."""
    adapter = app.url_map.bind("localhost")
    found: dict[tuple[str, frozenset[str]], Found] = {}
    for visit in visits:
        for form in visit.read.forms:
            if form.method != "post":
                continue
            action = own(visit.path, form.action)
            endpoint = adapter.match(action.partition("?")[0], method="POST")[0]
            chosen = {name: values[0] for name, values in (*form.choices.items(), *form.boxes.items()) if values}
            one = Found(endpoint, action, chosen | dict(form.fields) | dict(form.buttons[:1]), form.names, visit.who)
            found.setdefault((endpoint, form.names), one)
    return list(found.values())


OTHER_BODIES = ("request.form", "request.values", "request.json", "request.get_json", "request.data", "request.stream")


def forms_of(view: Any) -> list[frozenset[str]]:
    """Return the names of the fields of each form that a route makes, as its code says; a button has none.

    Raises AssertionError, in words, for a route that reads what was sent in a way that is not understood here.
    """
    made: set[frozenset[str]] = set()
    for function in _reached(_function(view), DEEP, set()):
        made |= {frozenset(_fields(form)) for form in _forms_in(function)}
        made |= {frozenset(names)} if (names := list(_read_by_hand(function))) else set()
    if not made:
        source = inspect.getsource(_function(view))
        assert not any(body in source for body in OTHER_BODIES), (
            f"the walk does not know what {view.__module__}.{view.__name__} takes: let it make a Form"
        )
    return sorted(made, key=sorted) or [frozenset()]


def _reached(function: FunctionType, deep: int, seen: set[FunctionType]) -> Iterator[FunctionType]:
    """Yield a function and those of the portal that it calls."""
    seen.add(function)
    yield function
    for name in _names(function.__code__):
        inner = _function(function.__globals__.get(name))
        if deep and inner and inner not in seen and inner.__module__.startswith("portal."):
            yield from _reached(inner, deep - 1, seen)


def _forms_in(function: FunctionType) -> Iterator[type[Form]]:
    for name in _names(function.__code__):
        known = function.__globals__.get(name)
        if isinstance(known, type) and issubclass(known, Form) and known is not Form:
            yield known
            yield from known.__subclasses__()


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _function(known: Any) -> Any:
    plain = inspect.unwrap(known) if callable(known) else known
    return plain if isinstance(plain, FunctionType) else None


def _fields(form: type[Form]) -> list[str]:
    names = [name for name in dir(form) if not name.startswith("_")]
    made = (name for name in names if type(getattr(form, name)).__name__ == "UnboundField" or _is_field(form, name))
    return sorted(made)


def _is_field(form: type[Form], name: str) -> bool:
    return isinstance(getattr(form, name), Field)


def _read_by_hand(function: FunctionType) -> Iterator[str]:
    """Yield the names that code asks of `request.form` itself."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("request.form.get", "request.files.get"):
            yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "request.form":
            yield ast.literal_eval(node.slice)


def asked_of_addresses(modules: Iterable[Any]) -> list[str]:
    """Return every name that the code asks of the query of an address."""
    names = set()
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "request.args.get":
                names |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    return sorted(names)
