"""Who may decide what about whom: a table typed by hand, each line tried through the pages with forged fields."""

import pytest

from tests.people.inviting import changes, fields_of, handle_of, invites, member_page, presses
from tests.players import Page, Player

# who acts    whom it is about          what they post (roles | rights)                    answer
TABLE = """
henk          Bram Kuipers              manager                                            saved
henk          Bram Kuipers              professional                                       saved
henk          Bram Kuipers              admin                                              saved
henk          Bram Kuipers              manager professional admin                         saved
henk          Bram Kuipers              agent                                              roles
henk          Bram Kuipers              lead                                               roles
henk          Bram Kuipers              service_admin                                      roles
henk          Bram Kuipers              manager service_admin                              roles
henk          Bram Kuipers              koning                                             roles
henk          Bram Kuipers              manager | file_changes                             saved
henk          Bram Kuipers              professional | file_changes                        saved
henk          Bram Kuipers              professional | see_confidential publish_news       saved
henk          Bram Kuipers              | file_changes                                     authorisations
henk          Bram Kuipers              manager | see_confidential                         authorisations
henk          Bram Kuipers              manager | publish_news                             authorisations
henk          Bram Kuipers              admin | publish_news                               authorisations
henk          Bram Kuipers              professional | everything                          authorisations
henk          Anneke de Boer            -                                                  saved
henk          Samira El Amrani          -                                                  saved
henk          Pim Hendriks              manager                                            saved
henk          Henk Visser               admin manager                                      roles
henk          Henk Visser               admin professional | see_confidential              roles
henk          Henk Visser               -                                                  roles
henk          Tom Bakker                manager                                            404
henk          Joost van Dam             manager                                            404
ilse          Ilse Mulder               professional admin | see_confidential              authorisations
ilse          Ilse Mulder               admin                                              saved
ilse          Tom Bakker                manager                                            saved
ilse          Bram Kuipers              manager                                            404
bram          Bram Kuipers              admin                                              403
bram          Karim Bouali              manager                                            403
bram          Tom Bakker                manager                                            403
anneke        Bram Kuipers              manager                                            403
anneke        Anneke de Boer            admin                                              403
samira        Bram Kuipers              manager                                            403
samira        Samira El Amrani          admin                                              403
joost         Bram Kuipers              manager                                            404
marijke       Bram Kuipers              manager                                            404
ruud          Bram Kuipers              admin                                              404
karin         Els Prins                 manager                                            403
"""


def lines() -> list[tuple[str, str, str, str]]:
    return [
        (line[:14].strip(), line[14:40].strip(), line[40:91].strip(), line[91:].strip())
        for line in TABLE.strip().splitlines()
    ]


HOUSES = {"Tom Bakker": "vechtdal", "Ilse Mulder": "vechtdal", "Els Prins": "eemland", "Joost van Dam": "nova"}


def handle_behind(app, name: str) -> str:
    """Return anybody's handle, as somebody could have it from an old address."""
    from sqlalchemy import select

    from tenants.database import db
    from tenants.models import Membership, Organisation, Person
    from tenants.scope import inside

    with app.app_context():
        key = HOUSES.get(name, "linde").upper()
        house = db.session.scalars(select(Organisation.id).where(Organisation.key == key)).one()
        with inside(house):
            return db.session.scalars(
                select(Membership.handle)
                .join(Person, Person.id == Membership.person_id)
                .where(Person.name == name, Membership.organisation_id == house)
            ).one()


@pytest.mark.parametrize(("who", "whom", "posts", "answer"), lines(), ids=lambda part: part)
def test_an_admin_gives_only_roles_of_a_tenant_in_their_own_organisation_and_never_more_to_themselves(
    app, come, who, whom, posts, answer
):
    player = come(who)
    own = player.house if player.house != "nova" else HOUSES.get(whom, "linde")
    path = f"/{own}/org/users/{handle_behind(app, whom)}"
    roles, _bar, rights = posts.removeprefix("-").partition("|")
    shown = player.opens(path)
    form = {"csrf_token": player.sends("/preferences", {}) and _token(player), "name": whom, "version": "1"}
    if shown.status == 200:
        form = fields_of(shown, path)
    form |= {"roles": roles.split(), "authorisations": rights.split()}

    page = Page(player.browser.post(path, data=form))

    if answer == "saved":
        assert page.status == 303, page.text
    elif answer.isdigit():
        assert (shown.status, page.status) == (int(answer), int(answer))
    else:
        assert page.status == 422
        assert [link["href"] for link in page.soup.select(".errsum a")] == [f"#{answer}"]


def _token(player: Player) -> str:
    return player.opens("/account").soup.select_one("input[name=csrf_token]")["value"]


@pytest.mark.parametrize(
    "forged", [{"organisation_id": "1"}, {"joined_at": "2020-01-01"}, {"account_id": "1"}, {"active": "1"}]
)
def test_a_field_the_form_does_not_have_is_refused(henk, forged):
    assert changes(henk, "Bram Kuipers", **forged).status == 400
    assert invites(henk, "lotte@linde.example", **forged).status == 400


def test_a_role_cannot_be_given_twice_over_by_a_field_that_comes_twice(henk):
    assert changes(henk, "Bram Kuipers", unit=["Noord", "Zuid"]).status == 400


def test_a_new_role_counts_at_once_and_the_sessions_of_before_end(henk, bram, come):
    assert bram.opens("/linde/").status == 200

    changes(henk, "Bram Kuipers", roles=["admin"])

    assert bram.opens("/linde/").location.startswith("/signin")
    assert come("bram").opens("/linde/org").status == 200


def test_a_change_of_place_leaves_somebody_signed_in(henk, bram):
    changes(henk, "Bram Kuipers", unit="Zuid")

    assert bram.opens("/linde/").status == 200


def test_an_admin_who_gives_up_a_role_keeps_working_with_a_new_session(app, come):
    ilse, copy = come("ilse"), Player(app, None)
    copy.browser.set_cookie("balie", ilse.browser.get_cookie("balie").value)
    assert copy.opens("/vechtdal/").status == 200

    assert changes(ilse, "Ilse Mulder", roles=["admin"], authorisations=[]).status == 303

    assert ilse.opens("/vechtdal/org").status == 200
    assert copy.opens("/vechtdal/").location.startswith("/signin")


def test_the_only_admin_stays(henk):
    page = changes(henk, "Henk Visser", roles=[])

    assert page.status == 422
    assert page.errors == ["Dit is de enige beheerder. Maak eerst iemand anders beheerder"]


def test_an_invited_admin_does_not_count_as_one(henk):
    invites(henk, "lotte@linde.example", "Lotte Meijer", roles=["admin"])

    assert changes(henk, "Henk Visser", roles=[]).status == 422


def test_with_a_second_admin_the_first_can_stop(henk, come):
    changes(henk, "Noor de Graaf", roles=["professional", "admin"])

    assert changes(henk, "Henk Visser", roles=[]).location == "/linde/"
    assert henk.opens("/linde/org").status == 403


def test_the_later_admin_sees_what_the_first_changed_and_loses_nothing(henk, come):
    changes(henk, "Noor de Graaf", roles=["professional", "admin"])
    noor = come("noor")
    path = f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}"
    stale = fields_of(henk.opens(path), path) | {"name": "Bram K. Kuipers", "roles": ["manager"]}
    changes(noor, "Bram Kuipers", unit="Zuid", roles=["professional"])

    page = Page(henk.browser.post(path, data=stale))

    assert page.status == 409
    assert "Noor de Graaf heeft dit net gewijzigd" in page
    assert "Rollen: nu Professional, jij hebt Leidinggevende" in page
    assert "Onderdeel: nu Zuid, jij hebt Noord" in page
    assert page.soup.select_one("#name")["value"] == "Bram K. Kuipers"
    again = fields_of(page, path)
    assert again["roles"] == ["manager"]
    assert henk.browser.post(path, data=again).status_code == 303
    assert member_page(henk, "Bram K. Kuipers").soup.select_one("input[value=manager]").has_attr("checked")


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "1" * 30, "1.0"])
def test_a_form_with_an_impossible_version_is_treated_as_stale(henk, version):
    assert changes(henk, "Bram Kuipers", version=version).status == 409


@pytest.mark.parametrize("what", ["invitation", "withdrawal", "activation", "deactivation"])
def test_nobody_but_an_admin_presses_the_buttons_of_a_member(app, come, what):
    path = f"/linde/org/users/{handle_behind(app, 'Karim Bouali')}/{what}"
    for who, status in (("bram", 403), ("anneke", 403), ("samira", 403), ("tom", 404), ("ilse", 404), ("joost", 404)):
        player = come(who)
        answer = player.browser.post(path, data={"csrf_token": _token(player)})
        assert (who, answer.status_code) == (who, status)


def test_a_member_of_another_organisation_looks_as_if_they_never_were(henk, app):
    from tests.guards.masking import masked

    theirs, never = handle_behind(app, "Tom Bakker"), "0123456789ab"
    for rest in ("", "/deactivation"):
        first, second = (henk.browser.get(f"/linde/org/users/{handle}{rest}") for handle in (theirs, never))
        assert masked(first) == masked(second)
    assert presses(henk, "Bram Kuipers", "deactivation").status == 303
