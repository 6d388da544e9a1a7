"""What the part of a form shows that asks who a request is for: who was found, who was chosen, who will see it."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from tenants.context import Member
from tenants.errors import Invalid, NotFound
from tenants.permissions import Action

from .audience import Draft, Seen, seen_by
from .behalf import Company, company
from .finding import Hit, files_for_others, helped, to_help, to_watch, types_names, watchers_called
from .people_forms import FollowedFields
from .show import desk_name

LOOKS = ("person", "watchers", "seen")
"""What a form can be asked while it is filled in, as `?look=` behind its own address; nothing is kept then."""


@dataclass(frozen=True, slots=True)
class Picked:
    """People to choose from: who was chosen, who was found, and whether somebody looked for them."""

    chosen: list[Hit]
    found: list[Hit]
    looked: bool


@dataclass(frozen=True, slots=True)
class PeoplePart:
    """The part of a form about people. `helps` and `types` say what this member is offered."""

    helps: bool
    types: bool
    person: Picked
    watchers: Picked
    seen: Seen
    secret: Seen


def look_asked() -> str:
    """Return what the form is asked by this post instead of being sent; "" when it is sent."""
    look = request.args.get("look", "") if request.method == "POST" else ""
    return look if look in LOOKS else ""


def people_part(member: Member, form: FollowedFields, action: Action) -> PeoplePart:
    """Return what the part of the form about people shows `member`."""
    people = company_typed(member, form, action)
    confidential = bool(form["confidential"].data)
    secret = seen_with(member, people, confidential=True)
    return PeoplePart(
        helps=files_for_others(member, action),
        types=types_names(member, action),
        person=_person(member, form, action),
        watchers=watchers_picked(member, form),
        seen=secret if confidential else seen_with(member, people, confidential=False),
        secret=secret,
    )


def part_answer(member: Member, form: FollowedFields, action: Action) -> str | None:
    """Return the piece of the page that a script asked for; None when the whole page is wanted."""
    if not request.headers.get("X-Part"):
        return None
    return render_template("tickets/part.html", look=look_asked(), people=people_part(member, form, action), form=form)


def company_typed(member: Member, form: FollowedFields, action: Action) -> Company:
    """Return the people of the request as far as they are filled in: else it is for the member."""
    try:
        return company(member, action, form.asked())
    except Invalid as refusal:
        if form.errors and refusal.field in form and not form[refusal.field].errors:
            form.refuse(refusal)  # with what else is missing, so that all is said at once
    except NotFound:
        pass
    return Company(member.person_id, member.name)


def seen_with(member: Member, people: Company, *, confidential: bool) -> Seen:
    """Say who would see a request that `member` files now."""
    return seen_by(member, Draft(member.person_id, people.person_id, confidential, people.following), desk_name())


def watchers_picked(member: Member, form: Any) -> Picked:
    """Return who was chosen to follow, and who was found beside them."""
    wanted = set(form["watchers"].data or ())
    chosen = [Hit(one.public_id, one.name) for one in watchers_called(wanted)]
    typed = form["find_watcher"].data or ""
    found = [one for one in to_watch(member, typed) if one.public_id not in wanted]
    return Picked(chosen, found, bool(typed))


def _person(member: Member, form: FollowedFields, action: Action) -> Picked:
    if "find" not in form:
        return Picked([], [], False)
    asked, typed = form.asked().chosen, form["find"].data or ""
    known = helped(member, action, [asked]).get(asked)
    chosen = [Hit(known.public_id, known.name, "", known.number)] if known is not None else []
    found = [one for one in to_help(member, action, typed) if known is None or one.public_id != known.public_id]
    return Picked(chosen, found, bool(typed))
