"""Who reads what is confidential stands in the log, once a day; opening anything else writes nothing of it."""

import io

import pytest
from sqlalchemy import func, select

from portal.tickets.confided_rows import ConfidentialRead
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.files.pictures import PDF


@pytest.fixture
def secret(bram):
    return bram.files("Geheim", "Niet voor iedereen.", confidential="y", files=(io.BytesIO(PDF), "geheim.pdf"))


def noted(app) -> int:
    with app.app_context(), inside(organisation_named("linde") or 0):
        return db.session.scalar(select(func.count()).select_from(ConfidentialRead)) or 0


def log_of(henk, post_office) -> str:
    post_office.works()
    return henk.opens("/linde/org/audit?kind=privacy").text


def test_who_reads_it_stands_in_the_log_once_a_day(app, henk, joost, secret, post_office, later):
    for _time in range(3):
        assert joost.sees(secret)
    post_office.works()
    assert joost.sees(secret)

    assert log_of(henk, post_office).count(f"las de vertrouwelijke aanvraag {secret.number}") == 1
    with later(days=1):
        joost.signs_in()
        assert joost.sees(secret)
        henk.signs_in()
        assert log_of(henk, post_office).count(f"las de vertrouwelijke aanvraag {secret.number}") == 2


def test_its_file_alone_counts_as_well(app, joost, bram, secret):
    link = next(one for one in bram.page(secret).links if one.endswith("geheim.pdf"))
    public_id = link.split("/")[3]

    with joost.browser.get(f"/desk/requests/{secret.reference}/files/{public_id}/geheim.pdf") as answer:
        assert answer.status_code == 200

    assert noted(app) == 1


def test_whose_it_is_and_what_is_not_confidential_are_not_noted(app, bram, joost, samira, secret):
    plain = bram.files("Gewoon", "Voor iedereen.")

    assert bram.sees(secret)
    assert joost.sees(plain)
    assert samira.sees(plain)

    assert noted(app) == 0


def test_who_may_not_see_it_leaves_nothing(app, anneke, secret):
    assert not anneke.sees(secret)

    assert noted(app) == 0
