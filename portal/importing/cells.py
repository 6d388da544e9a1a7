"""One row of a list as it was meant: cells by column, read and judged by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from portal.signin.addresses import folded_address
from tenants.persons import PersonKind
from tenants.roles import BOUND_TO, Authorisation, Role

from .rules import LIMITS, NONE_OF_IT, Column
from .words import KINDS, LANGUAGES, RIGHTS, ROLES, SERVICE_ROLES, several


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: a word for it (see `wording.py`), and what it is about."""

    column: Column
    what: str
    about: str = ""


@dataclass(slots=True)
class Given:
    """What a row says; what it does not say is empty, roles and rights None."""

    texts: dict[Column, str]
    name: str = ""
    email: str = ""
    number: str = ""
    unit: str = ""
    manager: str = ""
    kind: PersonKind | None = None
    roles: frozenset[Role] | None = None
    rights: frozenset[Authorisation] | None = None
    language: str = ""
    problems: list[Problem] = field(default_factory=list)

    def takes_away(self, column: Column) -> bool:
        """Say whether the row takes away what stands there."""
        return self.texts.get(column) == NONE_OF_IT

    def rights_with(
        self, roles: frozenset[Role], held: frozenset[Authorisation]
    ) -> tuple[frozenset[Authorisation], Problem | None]:
        """Return the rights that go with roles: those of the row must, of those that are held it keeps which do."""
        if self.rights is None:
            return frozenset(one for one in held if BOUND_TO[one] & roles), None
        alone = next((one for one in sorted(self.rights) if not BOUND_TO[one] & roles), None)
        return self.rights, Problem(Column.RIGHTS, "not with these roles", str(alone)) if alone else None


def given_by(cells: Sequence[str], columns: Sequence[str]) -> Given:
    """Read a row; `columns` says what stands at each place, "" for what is left out."""
    texts = {Column(name): cell for name, cell in zip(columns, cells, strict=False) if name and cell}
    given = Given(texts)
    for column, text in texts.items():
        if len(text) > LIMITS[column]:
            given.problems.append(Problem(column, "too long", str(LIMITS[column])))
        elif text != NONE_OF_IT:
            _READ[column](given, text)
    if Column.MANAGER in texts and given.takes_away(Column.MANAGER):
        given.manager = NONE_OF_IT
    if given.takes_away(Column.ROLES):
        given.roles = frozenset({Role.EMPLOYEE})
    if given.takes_away(Column.RIGHTS):
        given.rights = frozenset()
    return given


def _name(given: Given, text: str) -> None:
    given.name = text


def _number(given: Given, text: str) -> None:
    given.number = text


def _unit(given: Given, text: str) -> None:
    given.unit = text


def _email(given: Given, text: str) -> None:
    given.email = _address(text)
    if not given.email:
        given.problems.append(Problem(Column.EMAIL, "no address", text))


def _manager(given: Given, text: str) -> None:
    given.manager = (_address(text) or text) if "@" in text else text


def _kind(given: Given, text: str) -> None:
    word = several(text)
    given.kind = KINDS.get(word[0]) if len(word) == 1 else None
    if given.kind is None:
        given.problems.append(Problem(Column.KIND, "unknown word", text))


def _roles(given: Given, text: str) -> None:
    words = several(text)
    for word in words:
        if word not in ROLES:
            what = "service role" if word in SERVICE_ROLES else "unknown word"
            given.problems.append(Problem(Column.ROLES, what, word))
    given.roles = frozenset(ROLES[word] for word in words if word in ROLES) | {Role.EMPLOYEE}


def _rights(given: Given, text: str) -> None:
    words = several(text)
    given.problems += [Problem(Column.RIGHTS, "unknown word", word) for word in words if word not in RIGHTS]
    given.rights = frozenset(RIGHTS[word] for word in words if word in RIGHTS)


def _language(given: Given, text: str) -> None:
    given.language = LANGUAGES.get(" ".join(several(text)), "")
    if not given.language:
        given.problems.append(Problem(Column.LANGUAGE, "unknown word", text))


_READ = {
    Column.NAME: _name,
    Column.EMAIL: _email,
    Column.NUMBER: _number,
    Column.UNIT: _unit,
    Column.MANAGER: _manager,
    Column.KIND: _kind,
    Column.ROLES: _roles,
    Column.RIGHTS: _rights,
    Column.LANGUAGE: _language,
}


@lru_cache(maxsize=20_000)
def _address(text: str) -> str:
    return folded_address(text)
