"""Mass assignment: a form takes the fields it has, each once; organisation, roles, state and times are in none."""

import pytest

from portal.web.forms import Form
from tests.isolation.forms_found import Found
from tests.isolation.tries import forms_that_pages_show
from tests.isolation.walled import Walled

NEVER = ("organisation_id", "filed_by_id", "state", "is_service_organisation", "resolved_at", "id")
"""What moves by its own verb alone."""

REFUSED = (400, 403, 404, 409, 410)


def several(form: type[Form] = Form) -> set[str]:
    """Return the names of the fields that may come more than once, of every form there is."""
    mine = set(form.several) | {"files"}
    return mine.union(*(several(one) for one in form.__subclasses__()))


def status(walled: Walled, form: Found, *more: tuple[str, str]) -> int:
    """Send a form as it stands on its page, and something more."""
    player = walled.players[form.who]
    fields: dict[str, list[str]] = {"csrf_token": [player.token]}
    for name, value in (*form.filled().items(), *more):
        fields.setdefault(name, []).append(value)
    return player.browser.post(form.action, data=fields).status_code


def test_a_field_that_a_form_does_not_have_is_refused_by_every_form(walled):
    found = []
    for form in forms_that_pages_show(walled):
        if not form.filled():
            continue  # a button: it reads nothing of what is sent
        walled.put_back()
        before = walled.behind.digest()
        for name in NEVER:
            if (answered := status(walled, form, (name, "1"))) not in REFUSED:
                found.append(f"{form.who} sends {name} to {form.action}: {answered}")
        if walled.behind.digest() != before:
            found.append(f"{form.who} changes something at {form.action}")
    assert found == []


def test_a_field_that_comes_twice_is_refused_by_every_form(walled):
    found = []
    for form in forms_that_pages_show(walled):
        walled.put_back()
        for name in sorted(form.filled().keys() - several()):
            if (answered := status(walled, form, (name, "nog eens"))) not in REFUSED:
                found.append(f"{form.who} sends {name} twice to {form.action}: {answered}")
    assert found == []


@pytest.mark.parametrize("forged", ["service_admin", "agent", "lead", "owner", ""])
def test_an_admin_gives_no_role_that_an_organisation_has_not(walled, forged):
    admin = walled.players["admin"]
    page = f"/linde/org/users/{walled.ours.parts['user']}"
    fields = admin.opens(page).form(page)

    answer = admin.browser.post(page, data=fields | {"roles": ["employee", forged]})

    told = walled.behind.rows("select roles from membership where organisation_id <> 1")
    assert not any(str(role) in str(roles) for (roles,) in told for role in ("service_admin", "agent", "lead"))
    assert answer.status_code in (303, 400, 403, 422)
