"""Names of people, as they are searched: alike on both engines, whatever their database makes of accents."""

import unicodedata

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def folded(name: str) -> str:
    """Return a name in lower case without accents: `Fatma Yıldız` -> `fatma yildiz`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def initials(name: str) -> str:
    """Return the first letters of the first and last part of a name: `Samira El Amrani` -> `SA`."""
    parts = name.split() or ["?"]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
