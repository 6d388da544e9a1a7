"""The whole of the walk that tests/isolation makes a selection of: each thing of another organisation in each field."""

import pytest

from tests.isolation.conftest import built, walled
from tests.isolation.tries import by_forms_thoroughly, forms_that_pages_show
from tests.isolation.trying import faults

pytestmark = pytest.mark.faults
__all__ = ["built", "walled"]


def test_no_field_of_any_form_takes_any_thing_of_another_organisation(walled):
    found, tried = [], 0
    for form in forms_that_pages_show(walled):
        walled.put_back()
        tries = list(by_forms_thoroughly(walled, form))
        found, tried = found + faults(walled, tries), tried + len(tries)
    print(f"\n{tried} posts with what belongs to another organisation: {len(found)} told or changed something of it")
    assert found == []
