"""The forms beside the list."""

from flask_babel import lazy_gettext as _

from portal.editing.forms import EditForm
from portal.web.forms import AtMost, Form, Line, Needed


class KeepForm(EditForm):
    """Keep the filters of a list under a name; `version` is of the view of that name which they saw, 0 for none."""

    name = Line(validators=[Needed(_("Give this view a name")), AtMost(60)])
    query = Line()


class RenameForm(EditForm):
    """Give a saved view another name."""

    name = Line(validators=[Needed(_("Give this view a name")), AtMost(60)])


class ExportForm(Form):
    """Ask for a list as a file."""

    query = Line()
    format = Line()


class LineForm(Form):
    """Which of the two lines about standing in was read: that it ended, or that it began."""

    ended = Line()


class PlainForm(Form):
    """A button."""
