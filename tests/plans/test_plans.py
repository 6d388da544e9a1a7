"""No page goes through all of a table that grows, or looks at ever more rows as it does.

Source: lists are to open as fast with 1,000,000 requests as with 100.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import or_, select

from portal.tickets.models import Entry
from tenants.database import db
from tenants.models import Organisation
from tenants.scope import inside
from tests.plans.conftest import Large
from tests.plans.pages import OPENED
from tests.plans.watching import Asked, Watch

MOST = 2_000
"""Rows of one table that a statement may look at: more than a search looks up, fewer than the organisation has."""

WALKS = "walks the organisation's requests, newest first, until a page is full: a filter that fits few walks further"
COUNTS = "counts in the customers of one page for the service organisation alone, which opens it seldom"
KNOWN = {
    "filter: filed by a name": WALKS,
    "filter: filed by nobody there": WALKS,
    "filter: for a name": WALKS,
    "admin: what is open of one person": WALKS,
    "filter: until": WALKS,
    "filter: confidential": WALKS,
    "filter: word and filter": WALKS,
    "admin: a member": WALKS,
    "admin: the first page": "looks at who can sign in and what waits for the customer: neither grows with the years",
    "admin: a number": "a short number begins many words; PostgreSQL then joins all texts of a small organisation",
    "ruud: overview": COUNTS,
    "ruud: organisations": COUNTS,
    "ruud: an organisation": COUNTS,
}
"""Pages whose statements may look at more rows, by a part of their name, and why."""

FEW = frozenset({"article", "article_words", "broadcast"})
"""Tables with a few hundred rows in all, which may be gone through."""


def faults(asked: Iterable[Asked]) -> Iterator[str]:
    """Tell of each statement that goes through a table from end to end, or looks at too many rows."""
    for one in asked:
        known = any(name in one.page for name in KNOWN)
        if not known and (one.through - FEW or one.most > MOST):
            yield one.told()


@contextmanager
def planted(large: Large, watch: Watch) -> Iterator[None]:
    """Ask as a page would that looks for words in all texts of its organisation."""
    with large.app.test_request_context():
        house = db.session.scalar(select(Organisation.id).where(Organisation.key == large.names["key"].upper()))
        assert house
        with inside(house), watch.over("planted"):
            said = or_(*(Entry.body.contains(word) for word in "zeppelin hangar ballon mast".split()))
            db.session.execute(select(Entry.id).where(said)).all()
        yield


def test_pages_find_their_rows_by_an_index_and_look_at_few(large: Large) -> None:
    watch = Watch()
    for who, pages in OPENED.items():
        for name, path in pages.items():
            with watch.over(f"{who}: {name}"):
                page = large.players[who].opens(path.format(**large.names))
            assert page.status in (200, 204, 302, 403), (who, name, page.status)

    assert len(watch.asked) > 300
    assert sorted(faults(watch.asked)) == []


def test_a_planted_page_that_looks_at_all_texts_is_found(large: Large) -> None:
    watch = Watch()
    with planted(large, watch):
        found = list(faults(watch.asked))

    assert len(found) == 1
    assert "entry" in found[0]
