"""What a record must mean beside having the right shape: what a page would stumble over is not taken in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from portal.catalogue.fields import FieldOf, Type
from portal.catalogue.forms import FORMS, fields_of
from portal.catalogue.rules import Kind
from portal.files.rules import clean_name
from portal.signin.addresses import folded_address
from portal.tickets.lifecycle import Reason
from portal.tickets.named import WHOSE
from portal.web.language import LANGUAGES
from tenants.permissions import Reach

Record = Mapping[str, Any]


def fault_in_meaning(name: str, record: Record) -> str:
    """Return what is wrong with a record that has the right shape; "" for nothing."""
    look = LOOKS.get(name)
    return look(record) if look else ""


def _organisation(record: Record) -> str:
    reaches = {int(reach) for reach in Reach}
    if not {record["employees_see"], record["managers_see"]} <= reaches:
        return "says that somebody sees as far as nobody does"
    return _language(record)


def _language(record: Record) -> str:
    return "" if record["language"] in LANGUAGES else f"speaks {record['language']!r:.20}"


def _account(record: Record) -> str:
    if folded_address(record["email"]) != record["email"]:
        return f"has {record['email']!r:.60}, which is no e-mail address as Balie keeps it"
    if record["theme"] not in ("system", "light", "dark"):
        return "looks like nothing we know"
    return _language(record)


def _ticket(record: Record) -> str:
    if record["number"] < 1:
        return "has a number that no request has"
    form = (Kind(record["kind"]), record["form_version"])
    if form not in FORMS:
        return "is of a form that this Balie does not have"
    fields = fields_of(*form)
    for key, answer in record["answers"].items():
        if key not in fields or not isinstance(answer, str) or not _can_be(fields[key], answer):
            return f"has an answer to {key!r:.40} that its form does not take"
    return ""


def _can_be(field: FieldOf, answer: str) -> bool:
    match field.type:
        case Type.CHOICE:
            return answer in {choice.value for choice in field.choices}
        case Type.DAY:
            return _is_moment(answer)
        case Type.ADDRESS:
            return answer.startswith(("http://", "https://"))
    return True


TOLD: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "moved": {"nl": lambda told: isinstance(told, str), "en": lambda told: isinstance(told, str)},
    "resolved": {"reason": lambda told: told in set(map(str, Reason))},
    "extended": {"until": lambda told: _is_moment(told)},
    "asked": {"until": lambda told: _is_moment(told)},
    "handed over": {"was": lambda told: isinstance(told, str), "to": lambda told: isinstance(told, str)},
    "taken over": {"filer": lambda told: isinstance(told, str)},
    "watched": {"names": lambda told: isinstance(told, list) and all(isinstance(one, str) for one in told)},
}
"""What an entry tells besides its text, by what happened: the page shows it."""


def _entry(record: Record) -> str:
    for name, right in TOLD.get(record["event"], {}).items():
        if name not in record["detail"] or not right(record["detail"][name]):
            return f"does not tell {name} of what happened"
    return "" if _whose_right(record["detail"]) else "does not tell whose the names in it are"


def _whose_right(detail: Mapping[str, Any]) -> bool:
    """Say whether each name has a public id in its place: those lead to whom it is put right and erased for."""
    whose = detail.get(WHOSE, {})
    return isinstance(whose, dict) and all(_as_many(detail.get(place), ids) for place, ids in whose.items())


def _as_many(names: Any, ids: Any) -> bool:
    if isinstance(names, list) and isinstance(ids, list):
        return len(names) == len(ids) and all(isinstance(one, str) for one in ids)
    return isinstance(names, str) and isinstance(ids, str)


def _attachment(record: Record) -> str:
    return "" if clean_name(record["name"]) == record["name"] else f"has the name {record['name']!r:.60}"


def _is_moment(told: Any) -> bool:
    try:
        datetime.fromisoformat(told)
    except (TypeError, ValueError):
        return False
    return True


LOOKS: Mapping[str, Callable[[Record], str]] = {
    "organisation": _organisation,
    "account": _account,
    "asker": _language,
    "ticket": _ticket,
    "entry": _entry,
    "attachment": _attachment,
}
