"""States and kinds as pages show them: never by colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A word with the icon and colour that go with it."""

    words: str
    icon: str
    tone: str
