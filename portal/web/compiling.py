"""Templates as Python that does less: what a template says and calls, without work that is the same each time.

A page of 25 rows writes out some five hundred values and calls some two hundred macros and functions. Jinja
wraps each value in a `Markup` before it is joined with the rest, and looks at each function as if it were new.
"""

import re
from types import FunctionType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_special = re.compile(r"[&<>'\"]").search


def escaped(value: Any) -> str:
    """Return a value as it stands in HTML: what `markupsafe.escape` returns, as a text that is only joined."""
    kind = type(value)
    if kind is Markup or (kind is str and _special(value) is None):
        return value
    return str(value) if kind is int else escape(value)


class Generator(CodeGenerator):
    """Writes `escaped` where Jinja writes `escape` around what a template says."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Let the template know `escaped`."""
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


class Calling(Context):
    """Calls macros and plain functions at once; whatever else is called, Jinja looks at."""

    def call(__self, __called: Any, *args: Any, **named: Any) -> Any:
        """Call what a template calls."""
        if type(__called) is Macro:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return __called(__self.eval_ctx, *args, **named)
        if type(__called) is FunctionType and not hasattr(__called, "jinja_pass_arg"):
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return __called(*args, **named)
        return super().call(__called, *args, **named)
