"""How news reads: each feature registers who words a kind of mail."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.outbox.verbs import Due
from tenants.roles import Topic


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a mail goes to: a person with the address and language of their account, or of the directory.

    `account_id` is None for who cannot sign in here: somebody without an account, or not yet come.
    """

    person_id: int
    name: str
    email: str
    language: str
    account_id: int | None
    organisation_key: str
    muted: frozenset[Topic] = frozenset()

    @property
    def first_name(self) -> str:
        """Return the name by which they are greeted; "" for whose name we do not say."""
        return next(iter(self.name.split()), "")


@dataclass(frozen=True, slots=True)
class Letter:
    """A worded mail. `thread` names the conversation it belongs to (a reference), "" when there is none.

    `to` is the address it goes to when that is not the recipient's own: one to be confirmed, or one that was.
    `answers` is the Message-ID of the mail that it answers by itself, brackets included.
    """

    subject: str
    text: str
    html: str
    thread: str = ""
    to: str = ""
    answers: str = ""


Compose = Callable[[Due, Recipient], Letter | None]
Find = Callable[[Due], Recipient | None]
OUTSIDE = 0
"""The person of a mail to somebody who is nobody's person yet: its feature knows their address."""
_composers: dict[str, Compose] = {}
_finders: dict[str, Find] = {}
_topics: dict[str, Topic] = {}


def told_by(kind: str, topic: Topic | None = None) -> Callable[[Compose], Compose]:
    """Register the function that words mails of `kind`; None from it means: nothing to say any more.

    Mails with a topic do not go to who switched that topic off.
    """

    def register(compose: Compose) -> Compose:
        _composers[kind] = compose
        if topic is not None:
            _topics[kind] = topic
        return compose

    return register


def goes_outside(kind: str, find: Find) -> None:
    """Register the function that knows to whom mails of `kind` go that go to no person: None when nobody is left."""
    _finders[kind] = find


def outsider(due: Due) -> Recipient | None:
    """Return to whom a mail goes that goes to no person."""
    return _finders[due.kind](due)


def compose(due: Due, recipient: Recipient) -> Letter | None:
    """Word a mail for its recipient, as things are now; None when there is nothing to say, or they do not want it."""
    if _topics.get(due.kind) in recipient.muted:
        return None
    return _composers[due.kind](due, recipient)


def kinds() -> list[str]:
    """Return every kind of mail there is."""
    return sorted(_composers)
