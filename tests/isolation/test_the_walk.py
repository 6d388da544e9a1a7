"""The walk: every route and every form, as everybody, with what another organisation calls its things.

Nothing is listed by hand: routes come from the app, fields from the pages and the code, columns from the models.
What the walk cannot fill in fails it, in words.
"""

import pytest

from tests.guards.planted import forgetful_form, leaking_route
from tests.guards.twin import twin_of
from tests.isolation import marking
from tests.isolation.tries import by_forms, by_forms_thoroughly, by_routes, forms_that_pages_show
from tests.isolation.trying import faults
from tests.isolation.walled import WALKERS

ON_BOTH = ("admin", "formerly of the other organisation", "agent of this organisation")
"""Who walks on PostgreSQL too with `make test`; in the run of the whole suite everybody does."""

NOTHING_THERE = {
    "address_change": "between asking for another address and its mail",
    "kept_post": "for an hour, of who writes after the session ended",
}
"""Tables in which nothing stands after everything happened, and when something does."""


def test_every_column_of_text_holds_a_marker(walled):
    assert [column for column in walled.unmarked if column.partition(".")[0] not in NOTHING_THERE] == []


@pytest.mark.parametrize(
    "walker",
    [pytest.param(one, marks=[pytest.mark.postgres] if one.what in ON_BOTH else [], id=one.what) for one in WALKERS],
)
def test_no_route_tells_or_changes_anything_of_another_organisation(walled, walker):
    tries = list(by_routes(walled, walker))
    assert len(tries) > 100
    assert faults(walled, tries) == []


@pytest.mark.postgres
def test_no_form_takes_anything_of_another_organisation(walled):
    forms = forms_that_pages_show(walled)
    assert len(forms) > 40
    found = []
    for form in forms:
        walled.put_back()
        found += faults(walled, by_forms(walled, form))
    assert found == []


def test_a_planted_route_without_the_wall_is_found(walled):
    admin = next(walker for walker in WALKERS if walker.what == "admin")
    with twin_of(walled.app, leaking_route.blueprint) as leaky:
        found = faults(walled.seen_by(leaky), by_routes(walled.seen_by(leaky), admin))

    assert len(found) == 2
    for fault, house in zip(found, ("vechtdal", "linde"), strict=True):
        assert fault.startswith(f"admin: GET /{house}/planted/{walled.theirs.parts['number']}/subject")
        assert fault.endswith(": tells of zqxticketsubject")


def test_a_planted_form_that_changes_what_it_is_told_to_is_found(walled):
    with twin_of(walled.app, forgetful_form.blueprint) as leaky:
        seen = walled.seen_by(leaky)
        found = faults(seen, by_forms_thoroughly(seen, forgetful_form.found(walled.ours.key)))

    assert "the rows of person changed" in found
    assert any("tells of zqxpersonname" in fault for fault in found)


def test_a_planted_route_that_the_walk_cannot_fill_in_fails_it_in_words(walled):
    with twin_of(walled.app, forgetful_form.unknown) as strange, pytest.raises(AssertionError) as failed:
        list(by_routes(walled.seen_by(strange), WALKERS[0]))

    assert "does not know what <thing> of /<key>/planted/<thing> stands for" in str(failed.value)


def test_a_planted_route_that_takes_what_no_form_declares_fails_it_in_words(walled):
    with twin_of(walled.app, forgetful_form.formless) as strange, pytest.raises(AssertionError) as failed:
        list(by_routes(walled.seen_by(strange), WALKERS[0]))

    assert "formless_route takes: let it make a Form" in str(failed.value)


def test_a_planted_table_of_which_nobody_said_whose_it_is_fails_the_walk_in_words(walled, monkeypatch):
    monkeypatch.delitem(marking.ROWS, "session")

    with pytest.raises(AssertionError, match="whose are the rows of session"):
        list(marking.tables_of(walled.their_id))
