"""Show where the words of a query stand in a text: the words marked, and the piece of a long text around them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

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
    first = next(found_in(plain, query), None)
    if first is None:
        return None
    start = max(0, first[0] - SNIPPET // 3)
    if start:
        start = plain.find(" ", start, first[0]) + 1 or first[0]
    stop = start + SNIPPET
    if stop < len(plain):
        stop = max(plain.rfind(" ", start, stop), first[1])
    piece = marked(plain[start:stop], query)
    return Markup("… ") * bool(start) + piece + Markup(" …") * (stop < len(plain))


def finds(text: str, query: str) -> bool:
    """Say whether the words of a query find anything in a text."""
    return next(found_in(text, query), None) is not None


def found_in(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Find where in a text the words of a query stand: (begin, end) pairs in order, as far as they are taken."""
    finder = _finder(query)
    if finder is None:
        return
    for match in spelled.finditer(text):
        if place := finder(match.group()):
            yield match.start() + place[0], match.start() + place[1]


@dataclass(frozen=True, slots=True)
class _Sought:
    """One word of a query: the terms by which it is found as a word, and the forms in which inside one."""

    word: str
    terms: frozenset[str]
    forms: tuple[str, ...]  # none when the word is too short to be looked for inside others
    begins: bool  # the last word also counts as the beginning of one


@lru_cache(maxsize=64)
def _finder(query: str) -> Callable[[str], tuple[int, int] | None] | None:
    """Return what finds a query in one word of a text, and knows the words it saw; None for a query without words."""
    asked = _asked(query)
    return lru_cache(maxsize=4_000)(partial(_place, asked)) if asked else None


def _asked(query: str) -> tuple[_Sought, ...]:
    asked = words(query[:LONGEST_QUERY])[:TERMS_IN_QUERY]
    return tuple(
        _Sought(
            word=word,
            terms=frozenset((word, *stems(word), *beginnings(word))),
            forms=tuple(forms_inside(word)) if len(word) >= INSIDE else (),
            begins=place == len(asked) and len(word) >= 2,
        )
        for place, word in enumerate(asked, 1)
    )


@lru_cache(maxsize=20_000)
def _known(token: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """Return a word of a text folded, the terms that find it or a part of it, and its own stems."""
    word = folded(token).replace("-", "")
    return word, frozenset(term for part in words(token) for term in (part, *stems(part))), stems(word)


def _place(asked: tuple[_Sought, ...], token: str) -> tuple[int, int] | None:
    """Return which part of a word of the text is found by the words asked for; None for no part."""
    word, terms, own_stems = _known(token)
    whole = (0, len(token))
    for one in asked:
        if not one.terms.isdisjoint(terms):
            return whole
        begin = word.find(one.word)
        if (one.forms and begin >= 0) or (begin == 0 and one.begins):
            # Folding may change how long a word is; then the whole word is marked.
            return (begin, begin + len(one.word)) if len(word) == len(token) else whole
        if any(form in stem for form in one.forms for stem in own_stems):
            return whole
    return None
