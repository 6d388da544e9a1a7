"""The lines of lists of requests, made once for all who read them alike.

A list is asked for again and again, by everybody of an organisation, and hardly a line of it has changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from markupsafe import Markup

from portal.catalogue.rules import Kind, Outlook
from portal.catalogue.wording import KINDS
from portal.search.marking import marked
from portal.web.language import Said, age, today
from portal.web.speech import gettext as _
from portal.web.speech import language
from tenants.clock import now
from tenants.context import Member

from .lifecycle import State
from .wording import Pill, filed_words, for_words, pill, promise_words

KEPT = 2_048
"""Lines a process keeps: some two megabytes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list; `found` is the piece of its text in which a search found something."""

    href: str
    subject: str
    reference: str
    words: str
    label: Pill
    age: Said
    unread: bool = False
    confidential: bool = False
    found: Markup | None = None
    made: dict[Any, Markup] | None = field(default=None, compare=False)
    """What macros said of it, for as long as it is kept; None for a line that is not."""


class _Facts(NamedTuple):
    """All of a request that its line tells."""

    number: int
    kind: Kind
    state: State
    outlook: Outlook
    subject: str
    service_nl: str
    service_en: str
    filed_by_id: int
    filed_by_name: str
    filed_for_id: int
    filed_for_name: str
    named: int
    named_as: str
    filed_at: datetime
    promised_at: datetime | None
    due_at: datetime
    unread: bool
    confidential: bool


_facts_of = attrgetter(*_Facts._fields)


def rows_shown(member: Member, rows: Iterable[Any], words: str = "") -> list[Row]:
    """Return the lines of a list of requests, as `member` reads them; `words` that were searched for are marked."""
    here, spoken, day, moment = member.organisation_key, (language(), _("today")), today(), now()
    shown = []
    for row in rows:
        facts = _Facts._make(_facts_of(row))
        party = member.person_id in (facts.filed_by_id, facts.filed_for_id)
        late = facts.promised_at is not None and facts.promised_at < moment
        line = _line(facts, here, party, spoken, day, late)
        shown.append(replace(line, subject=marked(line.subject, words), made=None) if words else line)
    return shown


@lru_cache(maxsize=KEPT)
def _line(facts: _Facts, key: str, party: bool, spoken: tuple[str, str], _day: date, _late: bool) -> Row:
    """Return a line. It reads alike for a whole day in one language, unless a promise is late in the meantime.

    `spoken` is that language, with a word of it: another catalogue of the same language says other things.
    """
    told = [str(KINDS[facts.kind].name), facts.service_nl if spoken[0] == "nl" else facts.service_en]
    if not party or for_words(facts):
        told.append(filed_words(facts))
    if promise := promise_words(facts):
        told.append(promise)
    return Row(
        f"/{key}/requests/{facts.number}",
        facts.subject,
        f"{key.upper()}-{facts.number}",
        " · ".join(told),
        pill(facts.state, facts.outlook, party, facts.filed_for_name),
        age(facts.filed_at),
        facts.unread,
        facts.confidential,
        made={},
    )
