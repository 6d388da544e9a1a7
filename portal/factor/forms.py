"""The forms with which somebody sets up a second step."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField

from portal.web.forms import AtMost, Form, Line, Needed
from tenants.passkeys import LONGEST_ANSWER

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class ProofForm(Form):
    """Show once more whose account it is."""

    password = PasswordField(validators=[Needed(_("Fill in your password")), AtMost(1000)])


class AppForm(Form):
    """A code of the app that is being set up."""

    code = Line(validators=[Needed(_("Fill in the code")), AtMost(40)])


class MakeForm(ProofForm):
    """Begin a passkey: what it is called, and the password."""

    name = Line(validators=[Needed(_("Fill in a name")), AtMost(60)])
    answer = HiddenField()


class NameForm(Form):
    """What a passkey is called; with the answer of the browser that made it, when it is new."""

    name = Line(validators=[Needed(_("Fill in a name")), AtMost(60)])
    password = PasswordField(validators=[AtMost(1000)])
    answer = HiddenField(validators=[AtMost(LONGEST_ANSWER)])


class ButtonForm(Form):
    """A button: nothing but the token."""
