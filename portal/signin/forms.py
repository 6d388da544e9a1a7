"""The two steps of signing in."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, PasswordField

from portal.notices.topics import Wanted
from portal.web.forms import AtMost, Form, Line, Needed, OneOf
from portal.web.language import LANGUAGES
from tenants.passkeys import LONGEST_ANSWER


class SignInForm(Form):
    """First the address; then, on the same address, the password with it."""

    email = Line(validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])
    password = PasswordField(validators=[AtMost(1000)])
    next = Line()


class CodeForm(Form):
    """The code of one's telephone, and whether this browser is remembered."""

    code = Line(validators=[Needed(_("Fill in the code")), AtMost(40)])
    remember = BooleanField()


class RecoveryCodeForm(CodeForm):
    """A recovery code in its place."""

    code = Line(validators=[Needed(_("Fill in a recovery code")), AtMost(60)])


class PasskeyForm(Form):
    """The answer of a passkey, as the script of the page fills it in; `second` on the page of the second step."""

    answer = HiddenField(validators=[AtMost(LONGEST_ANSWER)])
    second = HiddenField()
    remember = BooleanField()
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


class ProofForm(Form):
    """Show once more who one is."""

    refusal = 0

    password = PasswordField(validators=[Needed(_("Fill in the password you have now")), AtMost(1000)])

    def refused(self, status: int) -> int:
        """Note with which status the page is shown again; 0 for none."""
        self.refusal = status
        return status

    @property
    def status(self) -> int:
        """Return the status of the page with this form."""
        return self.refusal or (422 if self.errors else 200)


class ReadProofForm(ProofForm):
    """The same, before a page that is only read."""

    next = Line()


class ActivationForm(Form):
    """Make an account: what one is called, the language, a password, which mails one wants."""

    several = frozenset({"wanted"})

    name = Line(validators=[Needed(_("Fill in your name")), AtMost(100)])
    language = Line(validators=[OneOf(LANGUAGES)])
    password = PasswordField()
    wanted = Wanted()


class ButtonForm(Form):
    """A button: nothing but the token."""
