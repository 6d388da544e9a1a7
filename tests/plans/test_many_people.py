"""Who sees a request is found without looking at everybody who works there.

Source: an organisation may have ten thousand people; its pages are to open as fast as those of a small one.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, insert, select

from portal.schema import analyse, maintenance_engine
from tenants.models import Organisation, Person
from tenants.names import folded
from tests.plans.conftest import Large
from tests.plans.watching import Watch

PEOPLE, MOST = 6_000, 3_000
PAGES = ("/{key}/requests/{mine}", "/{key}/new/question/planning", "/{key}/requests")


@pytest.fixture
def crowded(large: Large) -> Iterator[Large]:
    """The same organisation while six thousand more people stand in its directory."""
    with large.app.app_context():
        bare = maintenance_engine()
    home = select(Organisation.id).where(Organisation.key == large.names["key"].upper())
    names = (f"Menigte {place}" for place in range(PEOPLE))
    with bare.begin() as connection:
        own = connection.scalar(home)
        crowd = [{"name": name, "found_as": folded(name), "organisation_id": own} for name in names]
        connection.execute(insert(Person), crowd)
    with large.app.app_context():
        analyse()  # as the database does by itself when a table has grown
    yield large
    with bare.begin() as connection:
        connection.execute(delete(Person).where(Person.organisation_id == own, Person.name.like("Menigte %")))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["employee", "manager", "admin"])
def test_a_page_looks_at_few_of_the_people_of_a_large_organisation(crowded: Large, who: str, path: str) -> None:
    watch = Watch()
    with watch.over(path):
        page = crowded.players[who].opens(path.format(**crowded.names))

    assert page.status == 200
    assert watch.asked
    assert [one.told() for one in watch.asked if one.most > MOST] == []
