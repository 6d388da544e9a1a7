"""Closed lists of words: states, roles, actions."""

from enum import StrEnum


class Term(StrEnum):
    """One word of a closed list, found in tables as fast as the text it is: `Enum` hashes by a function of its own."""

    __hash__ = str.__hash__
