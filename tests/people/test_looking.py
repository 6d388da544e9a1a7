"""Look as a colleague or a role: what both may see, nothing that is private, nothing changed, and on the trail."""

import pytest

from tests.files.pictures import PDF
from tests.files.test_sending_files import fetch, upload
from tests.guards.behind import Behind
from tests.people.inviting import changes, handle_of, presses
from tests.players import Page

ACCESS = "/linde/org/access"
LOOK = "/linde/org/look"


def token(player):
    return player.opens("/help").soup.select_one("input[name=csrf_token]")["value"]


def looks_as(admin, name):
    page = admin.posts(LOOK, {}, on=f"/{admin.house}/org/users/{handle_of(admin, name)}")
    assert page.status == 303, page.text
    return admin


def looks_as_role(admin, role):
    assert admin.posts(LOOK, {"role": role}, on=ACCESS).status == 303


def ends(admin):
    return admin.posts("/look/end", {}, on="/linde/")


def looking(admin):
    page = admin.opens("/linde/")
    return page.soup.select_one("[role=region] h2").get_text() if "Je kijkt mee als" in page else ""


def numbers(player):
    return {one for scope in ("mine", "organisation") for one in player.lists(scope)}


def test_an_admin_reads_what_a_colleague_reads_under_a_banner_until_they_end_it(henk, bram, karim):
    mine, other = bram.files("Van Bram"), karim.files("Van Karim")

    looks_as(henk, "Bram Kuipers")

    for path in ("/linde/", "/linde/requests", mine.path, "/linde/new", "/linde/nergens", "/help", other.path):
        assert "Je kijkt mee als Bram Kuipers" in henk.opens(path), path
    assert henk.opens(mine.path).status == 200
    assert henk.opens(other.path).status == 404
    assert numbers(henk) == {"Van Bram"}
    assert henk.opens("/linde/org").status == 403
    assert ends(henk).location == ACCESS
    assert "Je kijkt mee" not in henk.opens("/linde/")
    assert henk.opens(other.path).status == 200


def test_what_is_confidential_is_seen_when_both_may_see_it(henk, bram, samira):
    theirs = bram.files("Geheim van Bram", confidential="y")
    shared = bram.files("Geheim met Henk", confidential="y", watchers=bram.finds("Henk"))
    own = henk.files("Geheim van Henk", confidential="y")
    assert henk.sees(shared)

    looks_as(henk, "Bram Kuipers")
    assert [henk.opens(one.path).status for one in (theirs, shared, own)] == [404, 200, 404]
    assert numbers(henk) == {"Geheim met Henk"}
    assert henk.lists("mine", q="geheim") == ["Geheim met Henk"]
    ends(henk)

    looks_as(henk, "Samira El Amrani")  # who may see confidential requests
    assert [henk.opens(one.path).status for one in (theirs, shared, own)] == [404, 200, 200]


@pytest.mark.parametrize(("role", "seen"), [("employee", 0), ("manager", 2), ("professional", 2), ("admin", 2)])
def test_a_role_is_looked_at_as_somebody_who_filed_nothing(henk, bram, role, seen):
    bram.files("Een")
    henk.files("Twee")
    bram.files("Drie", confidential="y")

    looks_as_role(henk, role)

    assert len(numbers(henk)) == seen
    assert henk.opens("/linde/org").status == (200 if role == "admin" else 403)


def test_nothing_private_is_shown(henk, bram):
    sent = bram.files("Met bijlage", files=[upload(PDF, "brief.pdf")])
    file = next(href for href in bram.page(sent).links if href.endswith("brief.pdf"))
    form = bram.opens("/linde/new/question/planning").form("")
    bram.browser.post("/linde/new/question/planning", data=form | {"subject": "Halverwege", "save": "draft"})
    bram.acts(sent, "replies", body="Begonnen", save="draft")

    looks_as(henk, "Bram Kuipers")

    for path in ("/account", "/organisations", "/linde/drafts", "/linde/notifications", "/linde/requests/views", file):
        page = Page(fetch(henk, path))
        assert page.status == 403, path
        assert "Halverwege" not in page.html
    assert "Begonnen" not in henk.opens(sent.path).html
    assert "Halverwege" not in henk.opens("/linde/").html + henk.opens("/linde/new/question/planning").html


def test_every_post_is_refused_but_ending_it_and_signing_out(app, henk, bram):
    ticket = bram.files("Van Bram")
    looks_as(henk, "Bram Kuipers")
    secret = token(henk)
    allowed = {"looking.end", "signin.signout"}
    said = {}
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and rule.endpoint not in allowed:
            given = {
                name: ticket.number if name == "number" else "linde" if name == "key" else "x" * 24
                for name in rule.arguments
            }
            page = Page(henk.browser.post(rule.build(given)[1], data={"csrf_token": secret}))
            said[rule.endpoint] = (page.status, page.title)

    refused = {endpoint for endpoint, answer in said.items() if answer == (403, "Alleen kijken")}
    assert {answer for endpoint, answer in said.items() if endpoint not in refused} <= {
        (404, "Deze pagina vinden we niet")
    }
    assert not [
        endpoint
        for endpoint in said.keys() - refused
        if not endpoint.startswith(("desk", "incoming", "absence", "admin", "applications", "broadcasts", "articles"))
    ]
    assert len(refused) > 50


def test_looking_leaves_no_mark_but_its_own_lines(henk, bram, joost, engine):
    ticket = bram.files("Van Bram")
    joost.answers(ticket)
    kept = ("participant", "read_mark", "broadcast_read", "membership", "ticket", "entry", "draft")
    before = {table: sorted(map(str, Behind(engine).rows(f"select * from {table}"))) for table in kept}

    looks_as(henk, "Bram Kuipers")
    for path in (ticket.path, "/linde/", "/linde/news", *henk.opens("/linde/news").links[:40]):
        if path.startswith("/linde"):
            henk.opens(path)

    assert {table: sorted(map(str, Behind(engine).rows(f"select * from {table}"))) for table in kept} == before
    assert "Nieuw" in bram.opens("/linde/requests")


def trail(engine):
    rows = Behind(engine).rows("select action, subject, side from trail where action like 'look.%' order by id")
    return [tuple(row) for row in rows]


def test_it_ends_by_itself_after_half_an_hour_and_both_ends_are_on_the_trail(henk, later, post_office, engine):
    looks_as(henk, "Bram Kuipers")
    assert trail(engine) == [("look.started", "membership", "customer")]
    with later(minutes=29):
        assert looking(henk) == "Je kijkt mee als Bram Kuipers"
    with later(minutes=31):
        assert looking(henk) == ""
        assert henk.opens("/linde/org").status == 200
        post_office.works()
        post_office.works()
    assert trail(engine)[1:] == [("look.ended", "membership", "customer")]


def test_it_ends_with_the_session(henk, engine):
    looks_as_role(henk, "employee")
    henk.browser.post("/signout", data={"csrf_token": token(henk)})

    assert [action for action, *_more in trail(engine)] == ["look.role started", "look.role ended"]
    henk.signs_in()
    assert looking(henk) == ""


def test_an_admin_who_is_none_any_more_looks_no_longer(henk, come, post_office, engine):
    changes(henk, "Noor de Graaf", roles=["professional", "admin"])
    noor = come("noor")
    looks_as(henk, "Bram Kuipers")

    presses(noor, "Henk Visser", "deactivation")

    assert henk.opens("/linde/").location.startswith("/signin")
    post_office.works()
    assert [action for action, *_more in trail(engine)] == ["look.started", "look.ended"]


def test_who_was_looked_at_and_left_is_not_looked_at_any_more(henk, come):
    looks_as(henk, "Bram Kuipers")

    presses(come("henk"), "Bram Kuipers", "deactivation")

    assert looking(henk) == ""


def test_nobody_but_an_admin_looks_and_only_as_a_colleague(bram, anneke, samira, joost, ruud, come, henk):
    handle, own = handle_of(henk, "Karim Bouali"), handle_of(henk, "Henk Visser")
    for player in (bram, anneke, samira):
        assert player.sends(LOOK, {"user": handle}).status == 403
        assert player.sends(LOOK, {"role": "admin"}).status == 403
    ilse = come("ilse")
    for player in (joost, ruud, ilse):
        assert player.sends(LOOK, {"user": handle}).status == 404
    assert ilse.sends("/vechtdal/org/look", {"user": handle}).status == 404
    assert henk.sends(LOOK, {"user": own}).status == 422
    assert henk.sends(LOOK, {"user": handle_of(henk, "Pim Hendriks")}).status == 404  # has not come yet
    for role in ("agent", "lead", "service_admin", "koning"):
        assert henk.sends(LOOK, {"role": role}).status == 404
    assert henk.sends(LOOK, {"role": "employee", "user": handle}).status == 400
    assert henk.sends(LOOK, {"organisation": "vechtdal"}).status == 400
    assert looking(henk) == ""


def test_it_holds_in_one_organisation_and_in_one_session(henk, come):
    other = come("henk")
    looks_as(henk, "Bram Kuipers")

    assert looking(other) == ""
    assert henk.opens("/").location == "/linde/"
    assert henk.opens("/vechtdal/").status == henk.opens("/desk").status == 404


def test_a_look_costs_one_statement(henk, bram):
    ticket = bram.files("Van Bram")
    paths = ("/linde/", "/linde/requests", ticket.path)
    plain = [bram.opens(path).statements for path in paths]
    looks_as(henk, "Bram Kuipers")

    assert all(henk.opens(path).statements <= before + 1 for path, before in zip(paths, plain, strict=True))
