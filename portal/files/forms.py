"""The field of a form that holds files: those kept before, and those that came with this post."""

from collections.abc import Callable
from typing import Any

from flask import current_app, request
from wtforms import Field

from tenants.context import Member
from tenants.errors import Invalid

from .models import Attachment
from .places import Unreachable
from .queries import staged_of
from .receiving import Received, receive
from .rules import PUBLIC_ID, clean_name
from .verbs import mark_staged, remove_staged, stage
from .wording import not_kept_words, too_many_words


class Files(Field):
    """Files of a message. `data` holds the public ids of staged ones; parts of the same name are uploads.

    Doors call `take` before their write transaction and `stage` in it.
    """

    several = True
    data: list[str]
    unreachable = False
    """Whether a file was refused because there is nowhere to keep it now."""

    def process_data(self, value: Any) -> None:
        """Begin with the files of a draft, or none."""
        self.data, self._parts, self._received = list(value or ()), [], []

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Part what came into ids and uploads; what is neither is left out."""
        ids = (one for one in valuelist if isinstance(one, str) and PUBLIC_ID.fullmatch(one))
        self.data = list(dict.fromkeys(ids))
        self._parts = [one for one in valuelist if not isinstance(one, str) and one.filename]

    def take(self, organisation_id: int) -> bool:
        """Keep the bytes of the uploads, refusing in words; return whether all is well."""
        if len(self.data) + len(self._parts) > current_app.config["FILES_PER_ENTRY"]:
            self._refuse(too_many_words())
            room = max(0, current_app.config["FILES_PER_ENTRY"] - len(self.data))
            self._parts = self._parts[:room]
        for part in self._parts:
            try:
                self._received.append(receive(organisation_id, part))
            except Invalid as refusal:
                self._refuse(str(refusal.why))
            except Unreachable:
                self.unreachable = True
                self._refuse(not_kept_words(clean_name(part.filename)))
            finally:
                part.close()
        self._parts = []
        return not self.errors

    def stage(self, member: Member) -> tuple[str, ...]:
        """Give what was taken its rows, in the write transaction; return the ids of all files of the form."""
        staged = [stage(member, one).public_id for one in self._received]
        self._ids = (*self.data, *staged)
        return self._ids

    @property
    def waiting(self) -> bool:
        """Say whether uploads were taken that have no row yet."""
        return bool(self._received)

    def stay(self) -> None:
        """The transaction was committed: what it staged is kept with the form."""
        self.data, self._received = list(self._ids), []

    def rows(self, member: Member) -> list[Attachment]:
        """Return the kept files as rows; an id that is not there any more is dropped."""
        found = staged_of(member, self.data)
        self.data = [row.public_id for row in found]
        return found

    def _refuse(self, why: str) -> None:
        self.errors = [*self.errors, why]

    _parts: list[Any]
    _received: list[Received]
    _ids: tuple[str, ...] = ()


ARRANGE = "arrange"
"""Name in the query of a post that does not send the form, but adds to it, or removes or blackens a file of it."""


def arranging(form: Any) -> bool:
    """Say whether this post only adds or removes files: then what is missing elsewhere is not told yet."""
    wish = request.args.get(ARRANGE, "")
    if not wish:
        return False
    for field in form:
        if field is not form.files:
            field.errors = []
    return True


def refusal_of(form: Any) -> int:
    """Return the status of a form that is shown again with what is wrong: our fault, or something to mend."""
    return 503 if form.files.unreachable else 422


def settle(form: Any, member: Member, transaction: Callable[[], Any]) -> None:
    """Stage what a form that is shown again was given, and take away what was removed from it."""
    files: Files = form.files
    if not files.waiting and _removed() not in files.data and _marked()[0] not in files.data:
        return
    with transaction():
        settle_within(files, member)
    files.stay()


def settle_within(files: Files, member: Member) -> list[str]:
    """Do the same in a transaction that is open; return the ids of the files the form has now."""
    gone = _removed()
    if gone in files.data:
        remove_staged(member, gone)
        files.data = [one for one in files.data if one != gone]
    marked, personal = _marked()
    if marked in files.data:
        mark_staged(member, marked, personal=personal)
    return list(files.stage(member))


def _removed() -> str:
    wish = request.args.get(ARRANGE, "")
    return wish.removeprefix("remove-") if wish.startswith("remove-") else ""


def _marked() -> tuple[str, bool]:
    """Return of which file it is said that it holds data of persons, or does not; "" for none."""
    wish, _dash, file = request.args.get(ARRANGE, "").partition("-")
    return (file, wish == "mark") if wish in ("mark", "unmark") else ("", False)
