"""What an article is: its states, how it is cut in parts, and which words of a subject tell what it is about."""

import re
from enum import StrEnum


class State(StrEnum):
    """Where an article is: written, to be read, or taken out of the way."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


LONGEST_TITLE = 200
LONGEST_SUMMARY = 300
LONGEST_TEXT = 30_000
LONGEST_SLUG = 60
LONGEST_REMARK = 1000

CONTENTS_FROM = 4
"""So many headings make a table of contents."""

HEADING = re.compile(r"<(h[23])>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")

EMPTY_WORDS = frozenset(
    "aan al als bij dan dat de den deze die dit doe doet door een en er ergens gaat geen gaan gedaan graag had "
    "heb hebben heeft het hoe hoi hallo iemand iets ik in is je jullie kan kun kunnen lukt maar me met mij mijn "
    "moet mogelijk naar niet nog nu of om ons onze ook op over te tot uit van veel vraag vragen voor waar waarom "
    "wanneer was wat we welke wel werkt wie wij wil willen wordt zien zijn zo about after and any are can cannot "
    "could did does doing don for from get has have help hello how into its just may more need not our out please "
    "question should that the their there they this to want way what when where which who why will with work "
    "working would you your".split()
)
"""Words that stand in every subject and tell nothing of what it is about."""


def is_slug(text: str) -> bool:
    """Say whether this can be the name of an article in an address: not every text can be asked for."""
    return len(text) <= LONGEST_SLUG and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None


def with_anchors(html: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a text whose headings can be led to, and (anchor, words) of those of the first level."""
    found: list[tuple[str, str]] = []

    def anchored(match: re.Match[str]) -> str:
        level, inside = match.groups()
        if level != "h2":
            return match.group()
        anchor = f"part-{len(found) + 1}"
        found.append((anchor, TAG.sub("", inside)))
        return f'<{level} id="{anchor}">{inside}</{level}>'

    return HEADING.sub(anchored, html), found


def telling(words: list[str]) -> list[str]:
    """Return the words of a subject that tell what it is about, each once, in their order."""
    return list(dict.fromkeys(word for word in words if len(word) >= 3 and word not in EMPTY_WORDS))


def enough(words: int) -> int:
    """Return how many of so many words an article has to hold before it is suggested: one of two, two of three."""
    return max(1, (words + 1) // 2)
