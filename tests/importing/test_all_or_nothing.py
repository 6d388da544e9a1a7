"""A list is carried out whole, once, and one at a time; whatever ends half way leaves nothing."""

import json
import signal
import subprocess
import sys
import threading

import pytest

from portal.importing import verbs
from portal.importing.duties import LEASE, TRIES, carry_out_imports
from tenants.database import db
from tests.conftest import SETTINGS
from tests.guards.behind import Behind
from tests.importing.bringing import agrees, as_csv, brings, fates
from tests.people.inviting import changes

LIST = [["Naam", "E-mailadres", "Personeelsnummer"]]
LIST += [[f"Mens {place}", f"mens{place}@linde.example", str(40000 + place)] for place in range(60)]

DIES = """
import json, os, signal, sys
from portal.app import create_app
from portal.importing.duties import carry_out_imports
from tenants import signals

app, seen = create_app(json.loads(sys.argv[1])), []

def die(*_heard, **_more):
    seen.append(1)
    if len(seen) == 30:
        os.kill(os.getpid(), signal.SIGKILL)

signals.listen(die)
with app.app_context():
    carry_out_imports()
"""


@pytest.fixture
def long_from_three(monkeypatch):
    monkeypatch.setattr(verbs, "AT_ONCE", 3)


def how_many(engine):
    return [
        Behind(engine).rows(statement)[0][0]
        for statement in (
            "select count(*) from person where name like 'Mens %'",
            "select count(*) from account where email like 'mens%'",
            "select count(*) from invitation",
            "select count(*) from mail where kind = 'invitation'",
            "select count(*) from trail where action = 'member.invited'",
        )
    ]


def works(app):
    with app.app_context():
        return carry_out_imports()


def test_a_worker_that_is_killed_between_two_rows_leaves_nothing_and_the_next_does_it_all(
    henk, app, engine, later, long_from_three
):
    preview = brings(henk, as_csv(LIST), invite="y")
    before = how_many(engine)
    agrees(henk, preview)
    assert "We zijn ermee bezig" in henk.opens(preview)
    with app.app_context():
        db.session.remove()
    settings = SETTINGS | {"INSTANCE": app.config["INSTANCE"], "DATABASE_URL": engine.url}
    killed = subprocess.run([sys.executable, "-c", DIES, json.dumps(settings)], capture_output=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-500:]
    assert how_many(engine) == before
    assert works(app) == 0  # it is still claimed by who died
    with later(minutes=LEASE.total_seconds() / 60 + 1):
        assert works(app) == 1
        assert works(app) == 0
    assert how_many(engine) == [60, 60, before[2] + 60, before[3] + 60, before[4] + 60]
    assert "De mensen zijn geïmporteerd" in henk.opens(preview)


def test_a_list_that_fails_again_and_again_is_given_up_and_says_so(henk, app, later, monkeypatch, long_from_three):
    preview = brings(henk, as_csv(LIST))
    agrees(henk, preview)

    def fails(*_given):
        raise RuntimeError("somebody unplugged it")

    with monkeypatch.context() as broken:
        broken.setattr("portal.importing.verbs.take_in", fails)
        for times in range(TRIES):
            with later(minutes=11 * times):
                assert works(app) == 0
    with later(minutes=60):
        assert works(app) == 0
    assert "Dit is niet gelukt" in henk.opens(preview)


def test_two_lists_at_the_same_moment_become_one_and_the_second_is_told(henk, come, engine):
    admins = [henk, come("henk")]
    previews = [brings(admin, as_csv(LIST)) for admin in admins]
    posts = [admin.opens(path).form(f"{path}/carrying-out") for admin, path in zip(admins, previews, strict=True)]
    ready, answers = threading.Barrier(2), {}

    def press(place):
        ready.wait()
        answers[place] = admins[place].browser.post(f"{previews[place]}/carrying-out", data=posts[place])

    presses = [threading.Thread(target=press, args=(place,)) for place in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert [answers[place].status_code for place in range(2)] == [303, 303]
    pages = [admin.opens(path) for admin, path in zip(admins, previews, strict=True)]
    assert sorted("De mensen zijn geïmporteerd" in page for page in pages) == [False, True]
    second = next(page for page in pages if "De mensen zijn geïmporteerd" not in page)
    assert "Iemand heeft intussen mensen veranderd" in second
    assert fates(second)["Ongewijzigd"] == "60"
    assert how_many(engine)[0] == 60


def test_while_a_long_list_is_carried_out_another_waits_its_turn(henk, app, engine, long_from_three):
    first, second = brings(henk, as_csv(LIST)), brings(henk, as_csv([["Naam"], ["Joke Aalbers"]]))
    assert agrees(henk, first).status == 303
    told = agrees(henk, second)
    assert told.status == 409
    assert "Er wordt net een andere lijst geïmporteerd" in told
    assert works(app) == 1
    assert agrees(henk, second).status == 303


@pytest.mark.parametrize("by_the_worker", [False, True])
def test_what_was_not_on_the_preview_is_not_done(henk, app, engine, monkeypatch, by_the_worker):
    if by_the_worker:
        monkeypatch.setattr(verbs, "AT_ONCE", 1)
    preview = brings(henk, as_csv([*LIST[:4], ["Bram Anders", "", "20418"]]))
    agreed = henk.opens(preview).form(f"{preview}/carrying-out")
    changes(henk, "Bram Kuipers", unit="Zuid")
    assert henk.browser.post(f"{preview}/carrying-out", data=agreed).status_code == 303
    assert works(app) == 0
    page = henk.opens(preview)
    assert "Iemand heeft intussen mensen veranderd" in page
    assert "Naam: Bram Kuipers → Bram Anders" in henk.opens(f"{preview}?show=changed")
    assert how_many(engine)[0] == 0
