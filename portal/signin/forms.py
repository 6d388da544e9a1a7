"""The two steps of signing in."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import Length

from portal.web.forms import Form, Line, Needed


class SignInForm(Form):
    """First the address; then, on the same address, the password with it."""

    email = Line(validators=[Needed(_("Fill in your e-mail address")), Length(max=300)])
    password = PasswordField(validators=[Length(max=1000)])
    next = Line()
