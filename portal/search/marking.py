"""Show where the words of a query stand in a text: the words marked, and the piece of a long text around them."""

import re

from markupsafe import Markup, escape

from .words import (
    INSIDE,
    LONGEST_QUERY,
    TERMS_IN_QUERY,
    beginnings,
    folded,
    forms_inside,
    spelled,
    stems,
    words,
)

MARKUP = re.compile(r"[*`#~]+")  # what a piece of Markdown shows better without
SNIPPET = 160  # characters of a text around what was found


def marked(text: str, query: str) -> Markup:
    """Return a text, escaped, with `<mark>` around what the words of a query found in it."""
    shown, end = Markup(), 0
    for start, stop in found_in(text, query):
        shown += escape(text[end:start]) + Markup("<mark>") + escape(text[start:stop]) + Markup("</mark>")
        end = stop
    return shown + escape(text[end:])


def snippet(text: str, query: str) -> Markup | None:
    """Return the piece of a text around the first word that was found, marked; None when none was."""
    plain = " ".join(MARKUP.sub("", text).split())
    places = found_in(plain, query)
    if not places:
        return None
    start = max(0, places[0][0] - SNIPPET // 3)
    if start:
        start = plain.find(" ", start, places[0][0]) + 1 or places[0][0]
    stop = start + SNIPPET
    if stop < len(plain):
        stop = max(plain.rfind(" ", start, stop), places[0][1])
    piece = marked(plain[start:stop], query)
    return Markup("… ") * bool(start) + piece + Markup(" …") * (stop < len(plain))


def found_in(text: str, query: str) -> list[tuple[int, int]]:
    """Return where in a text the words of a query stand, as (begin, end) pairs in order."""
    asked = words(query[:LONGEST_QUERY])[:TERMS_IN_QUERY]
    if not asked:
        return []
    places = []
    for match in spelled.finditer(text):
        if place := _place(match.group(), asked):
            places.append((match.start() + place[0], match.start() + place[1]))
    return places


def _place(token: str, asked: list[str]) -> tuple[int, int] | None:
    """Return which part of a word of the text is found by the words asked for; None for no part."""
    word = folded(token).replace("-", "")
    whole = (0, len(token))
    parts = words(token)
    for number, one in enumerate(asked):
        ways = {one, *stems(one), *beginnings(one)}
        if any(ways & {part, *stems(part)} for part in parts):
            return whole
        last = number == len(asked) - 1 and len(one) >= 2
        begin = word.find(one)
        if len(one) >= INSIDE or (begin == 0 and last):
            if begin >= 0:
                # Folding may change how long a word is; then the whole word is marked.
                return (begin, begin + len(one)) if len(word) == len(token) else whole
            if any(form in stem for form in forms_inside(one) for stem in stems(word)):
                return whole
    return None
