"""The service organisation looks in for a reason; the organisation reads who, when and why, and gets a mail."""

from tests.admin.setting_up import WHY, adds_organisation, looks_in, sets
from tests.audit.reading import lines

PATH = "/admin/organisations/linde"


def test_who_looks_in_says_why_first(ruud):
    page = ruud.opens(PATH)

    assert "Waarom kijk je mee?" in page
    assert "Henk Visser" not in page
    assert looks_in(ruud, "linde", reason="").errors == ["Schrijf waarom je meekijkt"]
    assert "Henk Visser" not in ruud.opens(PATH)
    assert looks_in(ruud, "linde").location == PATH
    assert "Henk Visser" in ruud.opens(PATH)


def test_the_organisation_reads_who_looked_in_and_why_and_its_admins_get_a_mail(ruud, henk, post_office):
    looks_in(ruud, "linde")
    (mail,) = post_office.mails("henk")

    assert lines(henk, "?kind=support") == [
        f"Ruud Peters (Nova Zorgsoftware) keek naar de instellingen en beheerders. Reden: {WHY}"
    ]
    assert mail["Subject"] == "Nova Zorgsoftware keek in je organisatie"
    assert WHY in mail.get_body(("plain",)).get_content()
    assert post_office.mails("bram") == []


def test_nobody_of_another_organisation_is_told(ruud, ilse, post_office):
    looks_in(ruud, "linde")

    assert post_office.mails("ilse") == []
    assert lines(ilse, "?kind=support") == []


def test_what_is_changed_without_a_reason_is_refused_and_with_one_it_is_a_line(app, ruud, henk):
    fields = {"name": "De Boom", "code": "LINDE", "language": "nl", "services": ["planning"], "version": "1"}
    assert ruud.sends(PATH, fields).status == 403
    assert (
        ruud.sends(f"{PATH}/admins/new", {"email": "eva@veld.example", "name": "Eva", "language": "nl"}).status == 403
    )
    assert "Zorggroep De Linde" in henk.opens("/linde/org")

    assert sets(ruud, PATH, services=["planning"]).status == 303
    assert lines(henk, "?kind=support")[0] == (
        "Ruud Peters (Nova Zorgsoftware) veranderde de naam, het nummer of de diensten van de organisatie."
    )


def test_after_an_hour_the_reason_is_asked_again(ruud, noon, later):
    looks_in(ruud, "linde")
    with later(minutes=59):
        assert "Henk Visser" in ruud.opens(PATH)
    with later(minutes=61):
        assert "Henk Visser" not in ruud.opens(PATH)
        assert ruud.sends(PATH, {"name": "De Boom", "code": "LINDE", "language": "nl", "version": "1"}).status == 403


def test_a_look_at_one_organisation_is_none_at_another(ruud):
    looks_in(ruud, "linde")

    assert "Ilse Mulder" not in ruud.opens("/admin/organisations/vechtdal")


def test_a_reason_that_is_sent_twice_is_told_once(ruud, henk, post_office):
    form = ruud.opens(PATH).form(f"{PATH}/look-in") | {"reason": WHY}
    answers = [ruud.browser.post(f"{PATH}/look-in", data=form).status_code for _time in range(2)]

    assert answers == [303, 303]
    assert len(post_office.mails("henk")) == len(lines(henk, "?kind=support")) == 1


def test_where_nobody_is_yet_there_is_nobody_to_tell(ruud):
    page = adds_organisation(ruud)

    assert ruud.opens(page.location).form("")["code"] == "VELD"


def test_handling_the_requests_that_were_filed_is_no_look_in(henk, bram, joost, post_office):
    joost.answers(bram.files())
    joost.opens("/desk/inbox/all?q=rooster")

    assert lines(henk, "?kind=support") == []
    assert post_office.mails("henk") == []


def test_who_is_no_service_admin_cannot_look_in(joost, henk):
    for player in (joost, henk):
        assert player.opens(PATH).status == 404
        assert player.sends(f"{PATH}/look-in", {"reason": WHY, "key": "a key of their own"}).status == 404


def test_the_page_that_is_open_sends_no_statement_more_than_others_of_the_set_up(ruud):
    looks_in(ruud, "linde")

    assert ruud.opens(PATH).statements <= 9
