"""How standing in reads at the bell, for who stands in and for who is away."""

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from portal.tickets.standing_in import StoodIn
from portal.web.language import ZONE, day_said
from tenants.clock import now
from tenants.context import Member
from tenants.permissions import Action, permits


def stood_in_words(line: StoodIn, member: Member) -> dict[str, str]:
    """Return what a line says, and where it leads: "" when there is nothing to look at (any more)."""
    subject, words = (_ended if line.ended else _began)(line)
    return {"subject": subject, "words": words, "href": _way_on(line, member)}


def _began(line: StoodIn) -> tuple[str, str]:
    day = day_said((line.until.astimezone(ZONE) - timedelta(microseconds=1)).date())
    if line.away:
        words = _("%(name)s sees the work you would see, until and including %(day)s.", name=line.deputy, day=day)
        return _("%(name)s stands in for you", name=line.deputy), words
    words = _("You see the work of %(name)s, until and including %(day)s.", name=line.absent, day=day)
    return _("You stand in for %(name)s", name=line.absent), words


def _ended(line: StoodIn) -> tuple[str, str]:
    if line.away:
        words = _("From now on the work comes to you alone again.")
        return _("%(name)s no longer stands in for you", name=line.deputy), words
    words = _("You no longer see what you saw for them. What you did stays.")
    return _("You no longer stand in for %(name)s", name=line.absent), words


def _way_on(line: StoodIn, member: Member) -> str:
    if line.away:
        return url_for("deputies.index") if permits(member, Action.NAME_DEPUTY) else ""
    return url_for("tickets.list_requests", scope="team") if not line.ended and line.until > now() else ""
