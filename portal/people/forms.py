"""The forms with which an admin invites and changes members. Roles and rights are judged by the verbs."""

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField

from portal.editing.forms import Version
from portal.web.forms import AtMost, Day, Form, Key, Line, Needed, OneOf
from portal.web.language import LANGUAGES
from tenants.errors import Invalid


class MemberForm(Form):
    """What an admin decides about a member. `who` and `find` search for a manager; `version` notices a stale form."""

    several = frozenset({"roles", "authorisations"})

    name = Line(validators=[Needed(_("Fill in the name")), AtMost(100)])
    roles = SelectMultipleField(validate_choice=False)
    authorisations = SelectMultipleField(validate_choice=False)
    unit = Line(validators=[AtMost(200)])
    manager = Line(validators=[AtMost(40)])
    who = Line(validators=[AtMost(100)])
    find = Line()
    personnel_number = Line(validators=[AtMost(40)])
    version = Line()

    @property
    def searching(self) -> bool:
        """Say whether the search button was pressed, and not the one that sends the form."""
        return bool(self.find.data)

    @property
    def seen_version(self) -> int:
        """Return the version that was on screen; 0, which never is, for something else than a number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


class InviteForm(MemberForm):
    """Invite somebody: their address, and in which language they are written to."""

    email = Line(validators=[Needed(_("Fill in the e-mail address")), AtMost(300)])
    language = Line(validators=[OneOf(LANGUAGES)])
    key = Key()


class DeactivationForm(Form):
    """Let somebody leave: who takes over their work ("" for nobody), and on which day ("" for now).

    `who` and `find` search for a colleague; `version` is that of what is planned, 0 for nothing.
    """

    successor = Line(validators=[AtMost(40)])
    ends = Day()
    version = Version()
    who = Line(validators=[AtMost(100)])
    find = Line()

    @property
    def searching(self) -> bool:
        """Say whether the search button was pressed."""
        return bool(self.find.data)


class HandingOverForm(Form):
    """Hand somebody's open requests over: all of them or the ones that are ticked, and who gets them.

    `who` and `find` search for a colleague; `confirmed` comes from the page that says what will happen.
    """

    several = frozenset({"requests"})

    which = Line(validators=[AtMost(10)])
    requests = SelectMultipleField(validate_choice=False)
    successor = Line(validators=[AtMost(40)])
    who = Line(validators=[AtMost(100)])
    find = Line()
    confirmed = Line()
    key = Key()

    @property
    def searching(self) -> bool:
        """Say whether the search button was pressed."""
        return bool(self.find.data)

    @property
    def chosen(self) -> frozenset[int] | None:
        """Return the numbers that were ticked; None for all. Raises Invalid when neither was chosen."""
        ticked = self.requests.data or ()
        if self.which.data == "all" and not ticked:
            return None
        if self.which.data == "all":
            raise Invalid("which", _("You ticked requests too. Untick them, or choose only what you tick"))
        if not ticked:
            raise Invalid("requests" if self.which.data else "which", _("Choose all requests, or tick some"))
        if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in ticked):
            raise Invalid("requests", _("Tick requests from this list"))
        return frozenset(map(int, ticked))


class ButtonForm(Form):
    """A button: nothing but the token."""
