"""What is kept of persons: each feature says which of its columns hold something of them, and how that is told.

A feature registers one part. Every column that can hold a text is named in one of its three tables: what may name
anybody (`names`), what is of the person a row is about (`own`), and what holds nothing of a person (`free`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .context import Member

Columns = Mapping[type[Any], str]
"""Class of rows -> names of its columns, with spaces between."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody of whom the organisation in scope keeps something: ids, 0 for what they do not have.

    `public_id` is of the directory, of their own organisation: where they have no person, it is what names them.
    """

    organisation_id: int
    person_id: int
    membership_id: int = 0
    account_id: int = 0
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """For whom it is told what is kept: `reader` reads it, about themselves (`own`) or as an admin about another."""

    about: Concerned
    reader: Member
    own: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind: `name` and the names of values are words of `portal/privacy/wording.py`."""

    name: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Bytes:
    """A file somebody uploaded: the name under which its bytes lie, and how they are called in the archive."""

    lies_at: str
    called: str


@dataclass(frozen=True, slots=True)
class Erasing:
    """Somebody who is erased: what stands in their place, and what they were called.

    `blot` takes their name, address and numbers out of a text or JSON value, wherever they stand in it. `account`
    says that the account is in no other organisation, so it goes too; `files` that what they uploaded goes;
    `gone` is what stands where a text was that cannot be empty.
    """

    about: Concerned
    pseudonym: str
    gone: str
    email: str
    account: bool
    files: bool
    blot: Callable[[Any], Any]
    desk: bool = False  # they are of the service organisation, whose people are named everywhere


@dataclass(frozen=True, slots=True)
class Correcting:
    """Somebody who is called otherwise since. `name` and `number` are of the directory, `account_name` of the account.

    `was` is the name that stands where there is no id to know them by; "" when somebody else is called so too.
    """

    about: Concerned
    name: str
    number: str
    account_name: str
    was: str
    desk: bool = False  # they are of the service organisation, whose people are named everywhere

    def now_called(self, called: str) -> str:
        """Return the name for one that was copied without an id."""
        return self.name if self.was and called == self.was else called


WRITTEN = "somebody wrote it: it says what they said then"
PASSED = "it tells what was at a moment that is past, and goes by itself"
OWN_WAY = "it has a way of its own to be put right, and it is nobody's name"
Staying = Mapping[str, Columns]
"""Why -> the columns that a correction leaves alone for that reason."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature keeps of persons. `tells` and `files` read inside the organisation's scope.

    `erases` takes some of it away inside one write transaction, in that scope, and says whether there may be more: it
    is called until there is none, and again from the start by a worker after one that died. Rows of `of_account` go
    with the account they are of.

    `tells_account` tells the owner of an account, by its id, what is kept of it wherever they are.

    `corrects` writes another name or number into the columns of `follows`, as `erases` erases; `stays` says of each
    other column that holds something of persons why it keeps what it says.
    """

    name: str
    names: Columns = field(default_factory=dict)
    own: Columns = field(default_factory=dict)
    free: Columns = field(default_factory=dict)
    tells: Callable[[Telling], Iterable[Section]] | None = None
    files: Callable[[Telling], Iterable[Bytes]] | None = None
    erases: Callable[[Erasing], bool] | None = None
    of_account: Sequence[type[Any]] = ()
    tells_account: Callable[[int], Iterable[Section]] | None = None
    corrects: Callable[[Correcting], bool] | None = None
    follows: Columns = field(default_factory=dict)
    stays: Staying = field(default_factory=dict)


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Let a feature's part count; the same part twice is one."""
    for part in parts:
        _parts[part.name] = part


def parts() -> list[Part]:
    """Return what the features registered, in the order in which they did."""
    return list(_parts.values())


def named_columns(columns: Columns) -> set[tuple[str, str]]:
    """Return (table, column) of each column that is named."""
    return {(model.__tablename__, column) for model, words in columns.items() for column in words.split()}
