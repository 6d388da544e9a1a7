"""Climbing: who is no admin reaches nothing that manages members, whatever they send; an admin no more, neither."""

import pytest
from sqlalchemy import update

from tenants.database import db, write_transaction
from tenants.models import Account, Membership
from tenants.roles import Role
from tenants.scope import inside
from tests.guards.behind import Behind
from tests.isolation.forms_found import forms_of
from tests.isolation.identifiers import address
from tests.people.inviting import handle_of


@pytest.mark.parametrize("who", ["employee", "manager", "professional", "formerly of the other organisation"])
def test_only_an_admin_reaches_any_form_about_members(walled, who):
    player, before, tried = walled.players[who], walled.behind.digest(), 0
    for rule in walled.app.url_map.iter_rules():
        if not rule.rule.startswith("/<key>/org") or "POST" not in rule.methods:
            continue
        path = address(rule.rule, walled.ours.parts)
        for names in forms_of(walled.app.view_functions[rule.endpoint]):
            fields = dict.fromkeys(names - {"csrf_token"}, "admin") | {"csrf_token": player.token}
            assert player.browser.post(path, data=fields).status_code in (403, 404), path
            tried += 1
    assert tried > 6
    assert walled.behind.digest() == before


def test_who_is_an_admin_no_more_manages_nobody_at_their_next_press(app, henk, engine):
    path = f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}"
    fields = henk.opens(path).form(path) | {"roles": "admin"}
    with app.app_context(), inside(2), write_transaction():
        account = db.session.query(Account.id).filter(Account.email == "henk@linde.example").scalar_subquery()
        db.session.execute(
            update(Membership).where(Membership.account_id == account).values(roles=frozenset({Role.EMPLOYEE})),
            execution_options={"synchronize_session": False},
        )
    before = Behind(engine).digest()

    assert henk.browser.post(path, data=fields).status_code == 403
    assert Behind(engine).digest() == before
