"""What a macro says of a thing that never changes is said once."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

checked = False
"""Whether what was kept is said again and compared: the tests do."""


def once(macro: Callable[[Any], Markup], thing: Any) -> Markup:
    """Return what a macro says of `thing`, which keeps it in its dictionary `made`; without one it is said each time.

    A macro is made once for each language. It must look at nothing but the thing. Raises AssertionError, while
    `checked`, when it said something else by now.
    """
    made: dict[Any, Markup] | None = getattr(thing, "made", None)
    if made is None:
        return macro(thing)
    said = made.get(macro)
    if said is None:
        said = made[macro] = macro(thing)
    elif checked and said != (anew := macro(thing)):
        raise AssertionError(f"{macro} said {said!r} and now {anew!r}")
    return said
