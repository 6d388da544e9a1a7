"""What becomes of a mail, which ones are never answered, and how long they are kept. Plain Python."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from tenants.terms import Term

LARGEST = 35_000_000
"""Bytes of a mail that is taken: 25 MB of files, as mails write them."""
LONGEST_HEAD = 65_536  # bytes of all headers together
MOST_PARTS, DEEPEST = 200, 20
LONGEST_TEXT = 200_000  # characters of a text that are read
MOST_TRIES = 3
"""How often a mail is tried on which a worker dies: then it waits for somebody."""
LEASE = timedelta(minutes=5)
"""How long a worker has a mail: one that dies gives it back by itself."""
MOST_AN_HOUR = 30
"""Mails of one sender that are acted upon in an hour; more is a machine that answers a machine."""
ANSWERED_ONCE_IN = timedelta(days=1)
KEPT = timedelta(days=30)
"""How long a mail is kept after it was settled, or came from somebody nobody knows."""


class State(Term):
    """Where a mail is."""

    NEW = "new"
    HELD = "held"  # somebody at the desk decides
    PASSED = "passed"  # somebody of the organisation decides
    FILED = "filed"
    KEPT = "kept"  # nothing was done with it, and nothing is asked
    ASIDE = "aside"  # somebody put it aside


class Why(Term):
    """Why a mail is held or kept."""

    NOTHING = ""
    UNKNOWN = "unknown"  # nobody knows the sender
    DOMAIN = "domain"  # nobody knows the sender, but their domain is an organisation's
    COLLEAGUE = "colleague"  # the sender is known and may not ask
    SEVERAL = "several"  # the sender may ask in several organisations
    NOT_THEIRS = "not theirs"  # an answer to what the sender does not see
    FORGED = "forged"  # nothing vouches for the sender
    NO_SENDER = "no sender"
    TERMS = "terms"  # the sender has terms of use to accept first
    NO_SERVICE = "no service"  # the organisation has nothing to ask about
    OURS = "ours"  # the sender works at the desk
    EMPTY = "empty"
    TOO_MUCH = "too much"  # parts in parts in parts
    BROKEN = "broken"
    AUTOMATIC = "automatic"  # a machine wrote it
    OWN = "own"  # we wrote it
    FLOOD = "flood"
    AGAIN = "again"  # the same message came before


class Left(Term):
    """What became of a message of a colleague."""

    WAITING = "waiting"
    FILED = "filed"
    ASIDE = "aside"


def _says(*words: str) -> Callable[[str], bool]:
    return lambda value: value.strip().lower() in words


MACHINES: Mapping[str, Callable[[str], bool]] = {
    "Auto-Submitted": lambda value: value.partition(";")[0].strip().lower() not in ("", "no"),
    "Precedence": _says("bulk", "junk", "list", "auto_reply"),
    "X-Auto-Response-Suppress": lambda value: bool(
        {word.strip().lower() for word in value.split(",")} & {"all", "oof", "autoreply", "dr", "rn", "nrn"}
    ),
    "Return-Path": lambda value: value.strip() == "<>",
    "List-Id": lambda value: bool(value.strip()),
    "List-Unsubscribe": lambda value: bool(value.strip()),
    "X-Autoreply": _says("yes", "true"),
    "X-Loop": lambda value: bool(value.strip()),
}
"""Headers by which a machine says that it wrote a mail: an answer to it would be answered by a machine."""

REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")
_NAMES = "mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|[^@]*-bounces"
MACHINE_NAMES = re.compile(rf"(?:{_NAMES})(?:[+=-][^@]*)?@")


def by_a_machine(headers: Mapping[str, list[str]], content_type: str, sender: str) -> bool:
    """Say whether a machine wrote a mail, by its headers, its type or the name of its mailbox."""
    told = any(means(value) for name, means in MACHINES.items() for value in headers.get(name.lower(), ()))
    return told or content_type in REPORTS or bool(MACHINE_NAMES.match(sender))


REFERENCE = re.compile(r"\[([A-Za-z][A-Za-z0-9]{1,19})-([1-9][0-9]{0,8})\]")
"""How the subject of a mail names a request: `[LINDE-128]`."""
IN_OURS = re.compile(r"\(([A-Za-z][A-Za-z0-9]{1,19})-([1-9][0-9]{0,8})\)\s*$")
"""How the subjects of our own mails end, and so those of the answers to them."""


def named_in(subject: str) -> tuple[str, int] | None:
    """Return (key in lower case, number) of the request that a subject names; None when it names none."""
    found = REFERENCE.search(subject) or IN_OURS.search(subject)
    return (found[1].lower(), int(found[2])) if found else None
