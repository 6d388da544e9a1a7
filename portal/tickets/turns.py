"""What waits for somebody on the start page besides their requests: features above this one say what they have."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from tenants.context import Member
from tenants.permissions import Action, permits


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of things that wait for everybody who may do `action`, until somebody of them does it.

    `count` returns the column that counts them in the organisation in scope; `words` says how so many read: a title
    and a sentence. `endpoint` is the page on which they stand.
    """

    action: Action
    endpoint: str
    count: Callable[[], Any]
    words: Callable[[int], tuple[str, str]]


_kinds: dict[str, Waiting] = {}


def add_waiting(kind: Waiting) -> None:
    """Let a kind count; the same one twice is one."""
    _kinds[kind.endpoint] = kind


def waiting_kinds(member: Member) -> tuple[Waiting, ...]:
    """Return what may wait for a member, in the order in which the features said so."""
    return tuple(kind for kind in _kinds.values() if permits(member, kind.action))


@dataclass(frozen=True, slots=True)
class Turn:
    """A line on the start page."""

    href: str
    subject: str
    words: str


def turns(counted: tuple[tuple[Waiting, int], ...]) -> list[Turn]:
    """Return the lines for what waits; none for what does not."""
    return [Turn(url_for(kind.endpoint), *kind.words(number)) for kind, number in counted if number]
