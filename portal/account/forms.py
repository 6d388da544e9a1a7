"""The forms of one's own account."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from portal.notices.topics import Wanted, all_but
from portal.web.forms import AtMost, Form, Line, Needed, OneOf
from portal.web.language import LANGUAGES
from portal.web.views import THEMES
from tenants.roles import Topic


class ProfileForm(Form):
    """Name, language, light or dark."""

    name = Line(validators=[Needed(_("Fill in your name")), AtMost(100)])
    language = Line(validators=[OneOf(LANGUAGES)])
    theme = Line(validators=[OneOf(THEMES)])


class MailsForm(Form):
    """The mails somebody wants; what is not ticked is switched off."""

    several = frozenset({"wanted"})

    wanted = Wanted()

    @property
    def muted(self) -> frozenset[Topic]:
        """Return what is switched off."""
        return all_but(self.wanted.data or ())


class PasswordForm(Form):
    """Change the password: the one there is, and the new one."""

    current = PasswordField(validators=[Needed(_("Fill in the password you have now")), AtMost(1000)])
    password = PasswordField()


class ButtonForm(Form):
    """A button: nothing but the token."""


class EndForm(Form):
    """End one session, by its public name; without one, all but this."""

    name = Line(validators=[AtMost(64)])
