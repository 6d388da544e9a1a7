"""A reply or a note that is not sent yet, at any door: it is kept, told of, thrown away, and shown again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, jsonify, request
from flask_babel import gettext as _

from portal.drafts import replies
from portal.drafts.models import ReplyDraft
from portal.drafts.rules import TooLong, kept
from portal.web.language import ZONE, Said, language, said
from tenants.clock import now
from tenants.context import Member
from tenants.errors import NotNow

from .models import Ring, Ticket


class Sent(NotNow):
    """What should be kept as a draft was sent before."""

    def __init__(self) -> None:
        super().__init__(_("You already sent this. There is no draft of it any more."))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another tab saved of the same draft: shown beside what was typed here, so that nothing is lost."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What a page tells of a draft: when it was last saved, and how often."""

    when: Said
    body: str
    files: tuple[str, ...]
    version: int

    @property
    def fields(self) -> dict[str, Any]:
        """Return what a form begins with."""
        return {"body": self.body, "files": list(self.files), "version": self.version}


def begun(draft: ReplyDraft | None) -> Begun | None:
    """Return a draft as pages show it."""
    if draft is None:
        return None
    answers = draft.answers
    return Begun(said(draft.updated_at), str(answers.get("body", "")), tuple(answers.get("files", ())), draft.version)


def keep(
    member: Member,
    form: Any,
    ring: Ring,
    transaction: Callable[[], AbstractContextManager[Any]],
    load: Callable[[], Ticket],
    sent_with: Callable[[Member, Ticket, str], bool],
) -> ReplyDraft | None:
    """Keep what was typed into a form with `body`, `files`, `key` and `version`, in the door's one transaction.

    `load` returns the request, locked. Raises Sent for a form that was sent, SavedElsewhere for another tab.
    """
    try:
        answers = kept([("body", [form.body.data or ""])])
    except TooLong:
        abort(413)
    key = form.key.data or ""
    with transaction():
        ticket = load()
        if sent_with(member, ticket, key):
            raise Sent
        if files := list(form.files.stage(member)):
            answers["files"] = files
        draft = replies.save(member, ticket.id, ring, answers, version=form.version.number, key=key)
    form.files.stay()
    return draft


def by_script() -> bool:
    """Say whether a script sent this, which goes on with the page as it is."""
    return request.accept_mimetypes.best == "application/json"


def told(draft: ReplyDraft | None) -> Any:
    """Tell a script how far its draft is."""
    return jsonify(version=draft.version if draft else 0, words=saved_words() if draft else "")


def told_refused(why: object, status: int) -> Any:
    """Tell a script why its draft is not saved."""
    return jsonify(words=str(why)), status


def show_saved(form: Any, draft: ReplyDraft | None) -> None:
    """Say on the next page that a draft was saved, and what of its files was not."""
    for error in form.files.errors:
        flash(str(error), "bad")
    if draft is not None:
        flash(saved_words(), "ok")


def elsewhere(text: str) -> Elsewhere:
    """Return what another tab saved, and say so."""
    words = _("This draft was changed in another tab. Your text is still here.")
    return Elsewhere(text, words)


def saved_words() -> str:
    """Say that something was saved, and when."""
    return _("Saved as draft at %(time)s", time=now().astimezone(ZONE).strftime(_clock()))


def _clock() -> str:
    return "%H.%M" if language() == "nl" else "%H:%M"
