"""The two steps of signing in."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from portal.web.forms import AtMost, Form, Line, Needed


class SignInForm(Form):
    """First the address; then, on the same address, the password with it."""

    email = Line(validators=[Needed(_("Fill in your e-mail address")), AtMost(300)])
    password = PasswordField(validators=[AtMost(1000)])
    next = Line()
