"""The two steps of signing in."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from portal.notices.topics import Wanted
from portal.web.forms import AtMost, Form, Line, Needed, OneOf
from portal.web.language import LANGUAGES


class SignInForm(Form):
    """First the address; then, on the same address, the password with it."""

    email = Line(validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])
    password = PasswordField(validators=[AtMost(1000)])
    next = Line()


class ForgotForm(Form):
    """Ask for a new password."""

    email = Line(validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])


class ResetForm(Form):
    """Choose a new password."""

    password = PasswordField()


class ConfirmForm(Form):
    """Confirm with one's password."""

    password = PasswordField(validators=[Needed(_("Fill in the password you have now")), AtMost(1000)])


class ActivationForm(Form):
    """Make an account: what one is called, the language, a password, which mails one wants."""

    several = frozenset({"wanted"})

    name = Line(validators=[Needed(_("Fill in your name")), AtMost(100)])
    language = Line(validators=[OneOf(LANGUAGES)])
    password = PasswordField()
    wanted = Wanted()


class ButtonForm(Form):
    """A button: nothing but the token."""
