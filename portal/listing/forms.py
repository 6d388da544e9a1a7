"""The forms beside the list."""

from flask_babel import lazy_gettext as _

from portal.web.forms import AtMost, Form, Line, Needed


class KeepForm(Form):
    """Keep the filters of a list under a name."""

    name = Line(validators=[Needed(_("Give this view a name")), AtMost(60)])
    query = Line()


class RenameForm(Form):
    """Give a saved view another name."""

    name = Line(validators=[Needed(_("Give this view a name")), AtMost(60)])


class ExportForm(Form):
    """Ask for a list as a file."""

    query = Line()
    format = Line()


class PlainForm(Form):
    """A button."""
