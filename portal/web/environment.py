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

from .assets import asset, icon
from .compiling import Calling, Generator
from .speech import language


def _text(text: str) -> str:
    # As Jinja does it: each message is a pattern, whether there is something to fill in or not.
    return flask_babel.gettext(text) % {}


FIXED: dict[str, Callable[[str], str]] = {"_": _text, "gettext": _text, "icon": icon, "asset": asset}
"""What says the same on every page, asked for the same thing in one language."""


class Fixed(NodeTransformer):
    """Replace each `_("...")` that has nothing to fill in by its text, each `icon("...")` by the icon."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Return what a call says that is fixed; look inside any other."""
        say = FIXED.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        given = node.args[0] if len(node.args) == 1 else None
        if say and isinstance(given, nodes.Const) and not (node.kwargs or node.dyn_args or node.dyn_kwargs):
            said = say(given.value)
            return nodes.MarkSafe(nodes.Const(str(said), lineno=node.lineno), lineno=node.lineno)
        return self.generic_visit(node)


MOST_ADDRESSES = 4_096  # kept of each organisation


def addresses() -> Callable[..., str]:
    """Return what templates call `url_for`: it makes each address once for each organisation and page."""

    @lru_cache(maxsize=256)
    def known_in(_root: str, _key: str) -> dict[Any, str]:
        return {}

    def address(endpoint: str, **values: Any) -> str:
        if not has_request_context() or "_external" in values:
            return url_for(endpoint, **values)
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}"  # what is kept is kept for the pages of all features
        here: Any = g._get_current_object()  # type: ignore[attr-defined]
        if "addresses" not in here:
            here.addresses = known_in(request.script_root, here.get("key", ""))
        asked = (endpoint, *values.items())
        try:
            found = here.addresses.get(asked)
        except TypeError:  # a list, say: what cannot be looked up is made
            return url_for(endpoint, **values)
        if found is None:
            if len(here.addresses) >= MOST_ADDRESSES:
                here.addresses.clear()
            found = here.addresses[asked] = url_for(endpoint, **values)
        return found

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
    code_generator_class = Generator
    context_class = Calling

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
