"""The forms of a request. Field names are part of what outside pages and checks rely on."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField, StringField

from portal.files.forms import Files
from portal.web.forms import AtMost, Form, Key, Line, Needed, Text


class QuestionForm(Form):
    """Ask a question."""

    subject = Line(validators=[Needed(_("Write in one sentence what this is about")), AtMost(200)])
    note = Text(validators=[Needed(_("Write down what you want to know")), AtMost(20_000)])
    client_number = Line(validators=[AtMost(40)])
    confidential = BooleanField()
    files = Files()
    key = Key()


class ReplyForm(Form):
    """Reply to a request."""

    body = Text(validators=[AtMost(20_000)])
    files = Files()
    key = Key()


class ResolutionForm(Form):
    """Say that it is solved, or withdraw it."""

    reason = Line()
    words = Text(validators=[AtMost(20_000)])


class ReopeningForm(Form):
    """Say that it is not solved after all. It stands beside a rating, whose words have the id `words`."""

    words = Text(id="not-right", validators=[AtMost(20_000)])


class RatingForm(Form):
    """Say how it went."""

    several = frozenset({"reasons"})

    verdict = Line()
    reasons = SelectMultipleField(validate_choice=False)
    words = Text(validators=[AtMost(5_000)])
    call = Line(validators=[AtMost(40)])


class MadeGoodForm(Form):
    """Say whether the answer to a dissatisfied rating made it good."""

    made_good = StringField()


class EmptyForm(Form):
    """A button: nothing but the token."""
