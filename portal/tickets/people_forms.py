"""The part of a form that asks who a request is for and who follows it; every kind's form includes it."""

from typing import ClassVar

from wtforms import SelectMultipleField

from portal.web.forms import AtMost, Form, Key, Line, Text
from tenants.context import Member
from tenants.permissions import Action

from .behalf import Asked, For
from .finding import LONGEST, files_for_others, types_names


class FollowedFields(Form):
    """Who follows a request."""

    several: ClassVar[frozenset[str]] = frozenset({"watchers"})

    watchers = SelectMultipleField(validate_choice=False)
    find_watcher = Line(validators=[AtMost(LONGEST)])

    def asked(self) -> Asked:
        """Return who it is for and who follows it, as it was typed."""
        return Asked(watchers=tuple(self["watchers"].data or ()))


class PeopleFields(FollowedFields):
    """Who a request is for, and who follows it.

    `for` holds one of `For`, or at once somebody's public id or personnel number. `whom` is who was chosen of
    those that `find` found. `narrow` leaves out what a member has no use for: it is refused like any other field
    that a form does not have.
    """

    find = Line(validators=[AtMost(LONGEST)])
    whom = Line(validators=[AtMost(LONGEST)])
    for_name = Line(validators=[AtMost(LONGEST)])
    for_number = Line(validators=[AtMost(40)])
    for_numbers = Text(validators=[AtMost(5_000)])

    def narrow(self, member: Member, action: Action) -> None:
        """Leave out the fields with which `member` can do nothing when they do `action`, a filing."""
        if not files_for_others(member, action):
            del self["find"], self["whom"], self["for_numbers"]
        if not types_names(member, action):
            del self["for_name"], self["for_number"]

    def asked(self) -> Asked:
        """Return who it is for and who follows it, as it was typed."""
        chosen = self._typed("for") or For.ME
        if chosen == For.OTHER and (whom := self._typed("whom")):
            chosen = whom if whom not in (For.ME, For.SEVERAL) else For.OTHER
        return Asked(
            chosen=chosen,
            name=self._typed("for_name"),
            number=self._typed("for_number"),
            numbers=self._typed("for_numbers"),
            watchers=tuple(self["watchers"].data or ()),
        )

    def _typed(self, name: str) -> str:
        return (self[name].data or "") if name in self else ""


# A word of Python itself, so it cannot stand in the class.
setattr(PeopleFields, "for", Line(validators=[AtMost(LONGEST)], default=str(For.ME)))


class WatchersForm(FollowedFields):
    """Let colleagues follow a request."""


class FollowingForm(Form):
    """Follow a request, or stop following it."""

    follow = Line()


class ObjectionForm(Form):
    """Say what is not right. It stands beside other forms, whose words have other ids."""

    words = Text(id="objection", validators=[AtMost(20_000)])
    key = Key()


class SecrecyForm(Form):
    """Make a request confidential, or not any more; `readers` stands for who was shown."""

    confidential = Line()
    readers = Line()


class LineForm(Form):
    """Tick off one line of a list."""

    line = Line()
    done = Line()
