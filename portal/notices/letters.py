"""How news reads: each feature registers who words a kind of mail."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.outbox.verbs import Due


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

    @property
    def first_name(self) -> str:
        """Return the name by which they are greeted."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Letter:
    """A worded mail. `thread` names the conversation it belongs to (a reference), "" when there is none."""

    subject: str
    text: str
    html: str
    thread: str = ""


Compose = Callable[[Due, Recipient], Letter | None]
_composers: dict[str, Compose] = {}


def told_by(kind: str) -> Callable[[Compose], Compose]:
    """Register the function that words mails of `kind`; None from it means: nothing to say any more."""

    def register(compose: Compose) -> Compose:
        _composers[kind] = compose
        return compose

    return register


def compose(due: Due, recipient: Recipient) -> Letter | None:
    """Word a mail for its recipient, as things are now."""
    return _composers[due.kind](due, recipient)


def kinds() -> list[str]:
    """Return every kind of mail there is."""
    return sorted(_composers)
