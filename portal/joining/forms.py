"""The forms of who asks to join, and of the admin who decides."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from portal.people.forms import MemberForm
from portal.signin.addresses import folded_address
from portal.web.forms import AtMost, Form, Key, Line, Needed, OneOf, Text
from portal.web.language import LANGUAGES
from tenants.free_mail import domain_of, is_free_mail

LONGEST = 300


class JoinForm(Form):
    """Ask to join: who one is, the address of one's work, and a sentence for the admins."""

    name = Line(validators=[Needed(_("Fill in your name")), AtMost(100)])
    email = Line(validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])
    words = Text(validators=[AtMost(LONGEST)])

    def validate_email(self, field: Line) -> None:
        """An address that mail can go to, and of one's work."""
        if not self.folded:
            raise ValidationError(gettext("This is no e-mail address. Write it like this: name@example.com"))
        if is_free_mail(domain_of(self.folded)):
            raise ValidationError(gettext("Use the e-mail address of your work"))

    @property
    def folded(self) -> str:
        """Return the address as it is stored; "" for what is none."""
        return folded_address(self.email.data or "")


class ApprovalForm(MemberForm):
    """What an admin decides about who joins. The address is the one that they confirmed, and in no form."""

    language = Line(validators=[OneOf(LANGUAGES)])
    key = Key()


class DeclineForm(Form):
    """Tell somebody no, perhaps with a sentence."""

    reason = Text(validators=[AtMost(LONGEST)])
