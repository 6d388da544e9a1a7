"""What is kept of a form that is not sent yet, and for how long."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

KEPT = timedelta(days=30)
UNDONE_WITHIN = timedelta(hours=1)
MOST = 100
"""Drafts of one person in one organisation; more is a program, not a person."""

LARGEST = 200_000  # characters of all answers together
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
OURS = frozenset({"csrf_token", "key", "draft", "version", "kind", "service", "keep"})
"""Fields of the page, not of the request."""

Answers = dict[str, str | list[str]]


class TooLong(ValueError):
    """More than a person writes in a form."""


def kept(posted: Iterable[tuple[str, list[str]]]) -> Answers:
    """Return the answers to keep of a posted form: each field once, a list for one with several values.

    What no database keeps (NUL, halves of characters) is left out. Raises TooLong beyond LARGEST.
    """
    answers: Answers = {}
    for name, values in posted:
        if _FIELD.fullmatch(name) and name not in OURS:
            clean = [value.replace("\x00", "").encode("utf-8", "ignore").decode() for value in values[:50]]
            if any(clean):
                answers[name] = clean[0] if len(clean) == 1 and name != "files" else clean
    if sum(len(one) for value in answers.values() for one in values_of(value)) > LARGEST:
        raise TooLong
    return answers


def values_of(answer: str | list[str]) -> list[str]:
    """Return the one value of a field, or its several."""
    return [answer] if isinstance(answer, str) else answer


def files_in(answers: Mapping[str, object]) -> list[str]:
    """Return the ids of the files that go with a draft."""
    files = answers.get("files", [])
    return [str(one) for one in files] if isinstance(files, list) else [str(files)]
