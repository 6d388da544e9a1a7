"""The forms with which somebody sets up a second step."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField

from portal.web.forms import AtMost, Form, Line, Needed
from tenants.passkeys import LONGEST_ANSWER

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class AppForm(Form):
    """A code of the app that is being set up."""

    code = Line(validators=[Needed(_("Fill in the code")), AtMost(40)])


class MakeForm(Form):
    """Begin a passkey: what it is called."""

    name = Line(validators=[Needed(_("Fill in a name")), AtMost(60)])
    answer = HiddenField()


class NameForm(Form):
    """What a passkey is called; with the answer of the browser that made it, when it is new."""

    name = Line(validators=[Needed(_("Fill in a name")), AtMost(60)])
    answer = HiddenField(validators=[AtMost(LONGEST_ANSWER)])


class ButtonForm(Form):
    """A button: nothing but the token."""
