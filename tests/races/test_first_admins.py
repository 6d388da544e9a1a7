"""At the same moment: one form is one application, one press decides, one worker answers and one mail tells."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select, update

from portal.onboarding.duties import answer_applications, watch_admins
from portal.onboarding.models import AdminApplication, AdminGap
from portal.outbox.models import Mail
from tenants.database import db, write_transaction
from tenants.models import Account
from tests.admin.setting_up import adds_organisation
from tests.onboarding.applying import EVA, START, applies, first_in_queue, waiting
from tests.races.forked import serving
from tests.races.test_the_set_up import at_once
from tests.servers import Browser

TIMES = 6


def all_at_once(app, duty) -> None:
    """Let several workers do a duty at the same moment."""
    start = Barrier(TIMES)

    def work() -> None:
        with app.app_context():
            start.wait(timeout=30)
            duty()

    with ThreadPoolExecutor(TIMES) as pool:
        for done in [pool.submit(work) for _time in range(TIMES)]:
            done.result()


def counted(app, what) -> int:
    with app.app_context():
        return db.session.scalar(what) or 0


def test_one_form_sent_many_times_at_once_is_one_application(app):
    with serving(app, workers=2) as server, Browser(server.port) as eva:
        answers = at_once(eva, START, [eva.fields_of(START) | EVA] * TIMES)

    assert set(answers) == {303}
    assert counted(app, select(func.count(AdminApplication.id))) == 1


def test_many_workers_answer_one_application_once(app, nobody):
    applies(nobody, customer_number="40217", email="eva@elders.example")
    all_at_once(app, answer_applications)

    for kind in ("application told", "application not processed"):
        assert counted(app, select(func.count(Mail.id)).where(Mail.kind == kind)) == 1


def test_many_workers_tell_once_of_who_has_no_admin(app):
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == "dewi@eemland.example").values(active=False))
    all_at_once(app, watch_admins)

    assert counted(app, select(func.count(AdminGap.id))) == 1
    assert counted(app, select(func.count(Mail.id)).where(Mail.kind == "no admin")) == 1


def test_of_approving_and_declining_at_once_one_is_done(app, nobody, ruud, post_office):
    adds_organisation(ruud)
    applies(nobody, customer_number="40777", email="eva@veldzicht.example")
    post_office.works()
    path = first_in_queue(ruud)
    with serving(app, workers=2) as server, Browser(server.port).sign_in("ruud@nova.example") as him:
        token = him.fields_of(path)["csrf_token"]
        approval = {"csrf_token": token, "customer": "VELD", "reason": ""}
        forms = [approval | {"key": f"a key of its own {number}"} for number in range(TIMES)]
        assert set(at_once(him, f"{path}/approval", forms)) == {303}

    assert waiting(ruud, "approved") == ["Thuiszorg Eemland"]
    assert counted(app, select(func.count(Mail.id)).where(Mail.kind == "invitation")) == 1
