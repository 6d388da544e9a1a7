"""From text to the terms that are searched: folded, stemmed in both languages, with parts of compounds.

Made in Python for both engines, so that they find alike. Pure functions.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST_QUERY = 200
TERMS_IN_QUERY = 8
_dutch = snowballstemmer.stemmer("dutch")
_english = snowballstemmer.stemmer("english")
spelled = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
"""A word as it is spelled: letters and digits, perhaps with hyphens between."""

COMPOUND = 9  # a word of so many letters may be made of two
INSIDE = 4  # a shorter word is not looked for inside others
PART = 5  # its first part has so many letters, its second one fewer
NO_PARTS = frozenset("tegen onder achter zonder binnen buiten boven tussen samen terug under after other where".split())
"""Words that are the beginning of many others and say nothing of them."""


def folded(text: str) -> str:
    """Return lower-case text without accents: `Coördinatie` -> `coordinatie`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Return the words of a text, folded; a hyphenated one as its parts too."""
    found: list[str] = []
    for word in spelled.findall(folded(text)):
        found.append(word.replace("-", ""))
        if "-" in word:
            found.extend(word.split("-"))
    return found


@lru_cache(maxsize=20_000)
def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word in Dutch and in English, once when they are the same."""
    return tuple(dict.fromkeys((_dutch.stemWord(word), _english.stemWord(word))))


def index_terms(text: str) -> str:
    """Return what is stored for a text: each word, its stems, and trigrams of long words (compounds)."""
    terms: dict[str, None] = {}
    for word in words(text):
        word = word[:60]
        terms[word] = None
        terms.update(dict.fromkeys(stems(word)))
        if len(word) >= 8:
            terms.update(dict.fromkeys(f"x{gram}" for form in (word, *stems(word)) for gram in trigrams(form)))
    return " ".join(terms)


def trigrams(word: str) -> list[str]:
    """Return each run of three letters in a word."""
    return [word[start : start + 3] for start in range(len(word) - 2)]


def beginnings(word: str) -> list[str]:
    """Return what may be the first part of a compound: `verlofaanvraag` -> `verlo`, `verlof`, ... `verlofaanv`.

    Only the real part stands in texts as a word, so no dictionary is needed to know which one that is.
    """
    if len(word) < COMPOUND or not word.isalpha():
        return []
    return [part for end in range(PART, len(word) - PART + 2) if (part := word[:end]) not in NO_PARTS]


def forms_inside(word: str) -> list[str]:
    """Return the forms in which a word is looked for inside longer ones: itself and its stem, unless too short."""
    return [form for form in dict.fromkeys((word, stems(word)[0])) if len(form) >= INSIDE]


def query_groups(query: str) -> list[list[list[str]]]:
    """Return what a query asks: for each word, alternatives; each alternative a list of terms that all occur.

    A word is found as itself or by a stem, inside a longer word when all its trigrams occur, and by the first
    part of what may be a compound. The last word also counts as the beginning of a word: that term ends in `*`.
    """
    asked = words(query[:LONGEST_QUERY])[:TERMS_IN_QUERY]
    groups = []
    for place, word in enumerate(asked):
        word = word[:60]
        ways = [[stem] for stem in dict.fromkeys((word, *stems(word), *beginnings(word)))]
        ways += [[f"x{gram}" for gram in trigrams(form)] for form in forms_inside(word)]
        if place == len(asked) - 1 and len(word) >= 2:
            ways.append([f"{word}*"])
        groups.append(ways)
    return groups
