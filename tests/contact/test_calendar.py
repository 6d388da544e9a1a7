"""The list of holidays says what the library says, for each year that is in it and each that is not."""

import pytest

from portal.contact.calendar import LISTED, computed, holidays_of


@pytest.mark.parametrize("year", LISTED)
def test_the_list_says_what_the_library_says(year):
    assert holidays_of(year) == computed(year), "make it anew: python -m portal.contact.calendar"


def test_a_year_that_is_not_listed_is_asked_of_the_library():
    later = LISTED[-1] + 1

    assert holidays_of(later) == computed(later)
    assert len(holidays_of(later)) >= 10
