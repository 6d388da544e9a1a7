"""The forms of the desk. Field names are part of what outside pages and checks rely on."""

from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from portal.files.forms import Files
from portal.tickets.lifecycle import Reason
from portal.web.forms import NO_DAY, AtMost, Day, Form, Key, Line, Saves, Text


class Seen(HiddenField):
    """How many entries the customer can read stood on the page when it was shown; None when a post does not say."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; what is none counts as not said."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


class MessageForm(Form):
    """Write to the customer, or to colleagues; `send` says what happens next."""

    ring = StringField(default="reply")  # reply or note
    body = Text(validators=[AtMost(20_000)])
    until = Day()
    reason = StringField(default=str(Reason.SOLVED))
    send = StringField()
    files = Files()
    key = Key()
    version = Saves()
    seen = Seen()

    @property
    def is_note(self) -> bool:
        """Say whether this is for colleagues only. When form and button disagree, nothing goes to the customer."""
        return "note" in (self.ring.data, self.send.data)

    def validate_until(self, field: Day) -> None:
        """Refuse what is no day, only when the customer is waited for."""
        waits = self.send.data == "ask" and not self.is_note
        field.errors = []
        if waits and field.data is None:
            raise ValidationError(str(NO_DAY))

    def validate_send(self, field: StringField) -> None:
        """Refuse a post that does not say what happens next."""
        if not self.is_note and field.data not in ("ask", "answer", "comment", "resolve"):
            raise ValidationError(_("Choose how to send your message"))


class AssigneeForm(Form):
    """Give a request to somebody; `was` is who had it when the page was shown."""

    assignee = Line()
    was = Line()


class DepartmentForm(Form):
    """Move a request to another department, perhaps with a word to the customer."""

    department = Line()
    body = Text(id="move-body", validators=[AtMost(20_000)])
    seen = Seen(id="move-seen")


class FollowUpForm(Form):
    """Answer a dissatisfied customer; `place` says which of the request's dissatisfied ratings."""

    body = Text(id="owed-body", validators=[AtMost(20_000)])
    place = HiddenField()
    seen = Seen(id="owed-seen")
