"""Templates that know their language: texts that never change are put in when a template is compiled.

A page says some fifty fixed texts. Looking each up while the page is made costs more than the rest of its layout.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import flask_babel
from flask import Flask, g, has_request_context, request, templating, url_for
from jinja2 import Template, nodes
from jinja2.environment import create_cache
from jinja2.visitor import NodeTransformer

from .language import language


class Fixed(NodeTransformer):
    """Replace each `_("...")` that has nothing to fill in by its text."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Return the text of a call that says a fixed one; look inside any other."""
        fixed = isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext") and len(node.args) == 1
        if fixed and isinstance(node.args[0], nodes.Const) and not (node.kwargs or node.dyn_args or node.dyn_kwargs):
            # As Jinja does it: each message is a pattern, whether there is something to fill in or not.
            text = flask_babel.gettext(node.args[0].value) % {}
            return nodes.MarkSafe(nodes.Const(text, lineno=node.lineno), lineno=node.lineno)
        return self.generic_visit(node)


def addresses() -> Callable[..., str]:
    """Return what templates call `url_for`: it makes each address once for each organisation and page."""

    @lru_cache(maxsize=16_384)
    def kept(_root: str, _key: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return url_for(endpoint, **dict(values))

    def address(endpoint: str, **values: Any) -> str:
        plain = all(isinstance(value, (str, int)) for value in values.values()) and "_external" not in values
        if not plain or not has_request_context():
            return url_for(endpoint, **values)
        return kept(request.script_root, g.get("key", ""), endpoint, tuple(values.items()))

    return address


class SharedTemplate(Template):
    """A template whose macros are made once: none of ours looks at the page that imports them."""

    def _get_default_module(self, _context: Any = None) -> Any:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Environment(templating.Environment):
    """Compiles each template once for each language."""

    template_class = SharedTemplate

    def __init__(self, app: Flask, **options: Any) -> None:
        self.compiled: dict[str, Any] = {}
        super().__init__(app, **options)

    @property
    def cache(self) -> Any:
        """The compiled templates of the language that is spoken now."""
        spoken = language()
        if spoken not in self.compiled:
            self.compiled[spoken] = create_cache(400)
        return self.compiled[spoken]

    @cache.setter
    def cache(self, _cache: Any) -> None:
        """Forget what was compiled: Jinja sets the cache when the environment is made anew."""
        self.compiled.clear()

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        return super()._generate(Fixed().visit(source), *args, **options)
