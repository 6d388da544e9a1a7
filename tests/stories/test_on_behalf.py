"""A request for somebody else: who may file it for whom, who reads of it, and what the person it is for can do."""

import pytest
from sqlalchemy import select, update

from portal.tickets.models import Ticket, TicketPerson
from tenants.database import db, write_transaction
from tenants.models import Organisation, Person
from tenants.scope import inside
from tests.guards.masking import masked_text
from tests.players import Page

# Bram stands below Anneke, and Kim (made here) below Bram. Karim works in another unit.
WHO = {
    "themselves": None,
    "team": "Ria Smit",
    "team with an account": "Bram Kuipers",
    "indirect": "Kim Jansen",
    "other unit": "Karim Bouali",
    "client": "C. Liënt",
    "without a number": "Henk Visser",
    "inactive in the team": "Oud Lid",
    "inactive elsewhere": "Oud Elders",
    "other organisation": "Tom Bakker",
    "nobody": None,
}

# fmt: off
MAY = {
    #                        employee manager professional admin
    "themselves":           (303,     303,    303,         303),
    "team":                 (404,     303,    303,         404),
    "team with an account": (404,     303,    303,         404),
    "indirect":             (404,     303,    303,         404),
    "other unit":           (404,     404,    303,         404),
    "client":               (404,     404,    303,         404),
    "without a number":     (404,     404,    303,         404),
    "inactive in the team": (404,     422,    422,         404),
    "inactive elsewhere":   (404,     404,    422,         404),
    "other organisation":   (404,     404,    404,         404),
    "nobody":               (404,     404,    404,         404),
}
# fmt: on
FILERS = ("karim", "anneke", "noor", "henk")


@pytest.fixture
def directory(app):
    """Some more people, and what forms call everybody: {name: public id}."""
    with app.app_context():
        linde = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(linde), write_transaction():
            ids = {row.name: row.id for row in db.session.execute(select(Person.name, Person.id))}
            more = [
                Person(name="Kim Jansen", personnel_number="20901", manager_id=ids["Bram Kuipers"]),
                Person(name="C. Liënt", personnel_number="C-77", kind="client"),
                Person(name="Oud Lid", personnel_number="20902", manager_id=ids["Anneke de Boer"], active=False),
                Person(name="Oud Elders", personnel_number="20903", active=False),
            ]
            db.session.add_all(more)
        found = {}
        for key in ("LINDE", "VECHTDAL"):
            house = db.session.scalars(select(Organisation.id).where(Organisation.key == key)).one()
            with inside(house):
                found |= {row.name: row.public_id for row in db.session.execute(select(Person.name, Person.public_id))}
        db.session.remove()
    return found


def called(directory, target):
    if target == "themselves":
        return "me"
    return directory[WHO[target]] if WHO[target] else "0123456789abcdef"


def row_of(app, ticket):
    with app.app_context():
        linde = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(linde):
            row = db.session.scalars(select(Ticket).where(Ticket.number == ticket.number)).one()
            lines = db.session.execute(
                select(TicketPerson.name, TicketPerson.number, TicketPerson.person_id)
                .where(TicketPerson.ticket_id == row.id)
                .order_by(TicketPerson.place)
            ).all()
            return row, [tuple(line) for line in lines]


@pytest.mark.parametrize("kind", ["question", "problem"])
@pytest.mark.parametrize("way", ["for", "whom"])
def test_who_may_file_for_whom(come, directory, kind, way):
    for place, first_name in enumerate(FILERS):
        player = come(first_name)
        for target, may in MAY.items():
            answer = tried(player, kind, way, called(directory, target))
            if kind == "problem" and first_name in ("karim", "henk"):
                assert answer == 403, (first_name, target)
            elif way == "whom" and first_name in ("karim", "henk") and target != "themselves":
                assert answer == 400, (first_name, target)  # a field that their form does not have
            else:
                assert answer == may[place], (first_name, target)


def tried(player, kind, way, target):
    path = f"/linde/new/{kind}/planning"
    form = player.opens(path)
    if form.status != 200:
        return form.status
    answers = {"subject": "Voor een ander", "note": "Een vraag."}
    if kind == "problem":
        answers = {"subject": "Voor een ander", "impact": "low"}
        answers |= dict.fromkeys(("i_do", "i_see", "i_expect", "consequence"), "Iets.")
    whom = {"for": target} if way == "for" or target == "me" else {"for": "other", "whom": target}
    return Page(player.browser.post(path, data=form.form("") | answers | whom)).status


def test_who_is_beyond_reach_looks_like_who_never_was(anneke, directory):
    # Somebody of another unit, of another organisation, inactive beyond the team, and nobody: the same bytes.
    bodies = set()
    for target in ("other unit", "other organisation", "inactive elsewhere", "nobody"):
        page = anneke.tries_to_file("Voor een ander", "Een vraag.", **{"for": called(directory, target)})
        assert page.status == 404
        bodies.add(masked_text(page.html))

    assert len(bodies) == 1


def test_somebody_who_left_is_refused_in_a_sentence_that_keeps_what_was_typed(samira, directory):
    page = samira.tries_to_file("Mijn onderwerp", "Mijn hele verhaal", **{"for": "20902"})

    assert page.status == 422
    assert page.errors == ["Oud Lid werkt hier niet meer. Kies iemand anders"]
    assert page.form("")["note"] == "Mijn hele verhaal"


def test_a_professional_types_in_who_is_not_in_the_list_and_a_manager_has_no_such_field(app, samira, anneke, joost):
    ticket = samira.files("Nieuwe kracht", for_name="Zita van Zanten", for_number="Z-1", **{"for": "typed"})

    row, lines = row_of(app, ticket)
    assert row.filed_for_id == row.filed_by_id
    assert lines == [("Zita van Zanten", "Z-1", None)]
    assert "namens Zita van Zanten" in samira.page(ticket)
    assert "Samira El Amrani voor Zita van Zanten" in joost.page(ticket)
    assert "Samira El Amrani voor Zita van Zanten" in samira.opens("/linde/requests?scope=mine").text
    assert "Samira El Amrani voor Zita van Zanten" in joost.opens("/desk/inbox/unassigned").html
    forged = {"for": "typed", "for_name": "Zita van Zanten", "for_number": "Z-1"}
    assert anneke.tries_to_file("Nieuwe kracht", "Een vraag.", **forged).status == 400


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"for": "other"}, "find", "Kies voor wie het is"),
        ({"for": "typed"}, "for_number", "Vul het personeelsnummer in"),
        ({"for": "typed", "for_name": "Zita"}, "for_number", "Vul het personeelsnummer in"),
        ({"for": "typed", "for_number": "Z-1"}, "for_name", "Vul de naam in"),
        ({"for": "several", "for_numbers": " \n "}, "for_numbers", "Vul de personeelsnummers in, elk op een regel"),
        ({"for": "several", "for_numbers": "1 20418 2"}, "for_numbers", "Niemand heeft deze personeelsnummers: 1, 2"),
        ({"for": "several", "for_numbers": "20418 0"}, "for_numbers", "Niemand heeft dit personeelsnummer: 0"),
        ({"for": "several", "for_numbers": "20418,20902"}, "for_numbers", "Werkt hier niet meer: Oud Lid"),
    ],
)
def test_what_is_missing_is_said_at_its_field(samira, directory, typed, field, sentence):
    page = samira.tries_to_file("Mijn onderwerp", "Mijn verhaal", **typed)

    assert page.status == 422
    assert page.errors == [sentence]
    assert page.soup.select_one(f".errsum a[href='#{field}']")
    assert page.soup.select_one(f"#{field}[aria-invalid=true]")


def test_a_number_of_the_directory_stands_for_its_person_whatever_name_was_typed(app, samira):
    ticket = samira.files("Rooster", for_name="Brammetje", for_number="20418", **{"for": "typed"})

    row, lines = row_of(app, ticket)
    assert (row.filed_for_name, lines) == ("Bram Kuipers", [])


def test_the_person_it_is_for_reads_of_it_finds_it_among_theirs_and_rates_for_themselves(
    anneke, bram, joost, post_office
):
    ticket = anneke.files("Loonstrook van Bram", **{"for": "20418"})

    assert bram.sees(ticket)
    assert "Loonstrook van Bram" in bram.lists("mine")
    mail = next(mail for mail in post_office.mails("bram@linde") if "iets voor jou" in mail["Subject"])
    assert mail["Subject"].startswith("Anneke de Boer meldde iets voor jou: Loonstrook van Bram")
    text = mail.get_body(("plain",)).get_content()
    assert "Jij krijgt dezelfde berichten." in text
    joost.resolves(ticket)
    assert bram.rates(ticket, "satisfied").status == 303
    assert anneke.rates(ticket, "dissatisfied", "Het duurde lang.").status == 303
    assert "Anneke de Boer voor Bram Kuipers" in joost.page(ticket)


def test_several_people_are_one_request_whose_lines_the_desk_ticks_off(app, samira, bram, karim, joost, post_office):
    ticket = samira.files("Nieuwe passen", **{"for": "several", "for_numbers": "20418\n20533, 20777 20418"})

    row, lines = row_of(app, ticket)
    assert [(name, number) for name, number, _person in lines] == [
        ("Bram Kuipers", "20418"),
        ("Karim Bouali", "20533"),
        ("Ria Smit", "20777"),
    ]
    assert row.named == 3
    for person in (bram, karim):
        assert person.sees(ticket)
        assert "Nieuwe passen" in person.lists("mine")
        assert person.withdraws(ticket).status == 403
    assert "voor 3 mensen" in joost.page(ticket)
    assert any("meldde iets voor jou" in subject for subject in post_office.subjects("karim@linde"))

    assert joost.acts(ticket, "people", line="2", done="yes").status == 303
    page = bram.page(ticket)
    done = {item.select_one("b").text: item.select_one(".state").text for item in page.soup.select(".people li")}
    assert done["Karim Bouali"].startswith("Klaar op")
    assert done["Bram Kuipers"] == "Nog niet klaar"
    assert joost.acts(ticket, "people", line="2", done="no").status == 303
    assert "Klaar op" not in bram.page(ticket)
    for line in ("0", "4", "-1", "x", "9" * 18, ""):
        assert joost.acts(ticket, "people", line=line, done="yes").status in (404, 422), line
    assert samira.sends(f"/desk/requests/{ticket.reference}/people", {"line": "1", "done": "yes"}).status == 404


def test_a_manager_files_for_several_of_their_team_only(anneke):
    assert anneke.files("Passen", **{"for": "several", "for_numbers": "20418 20777"})

    page = anneke.tries_to_file("Passen", "Een vraag.", **{"for": "several", "for_numbers": "20418 20533 99"})
    assert page.errors == ["Niemand heeft deze personeelsnummers: 20533, 99"]


def test_the_person_takes_it_over_and_the_filer_hears_of_it_once(anneke, bram, karim, joost, post_office):
    ticket = anneke.files("Rooster van Bram", **{"for": "20418"})

    assert "Overnemen" in bram.page(ticket).buttons
    assert anneke.acts(ticket, "takeover").status == 403
    assert karim.sends(f"{ticket.path}/takeover", {}).status == 404
    assert bram.acts(ticket, "takeover").status == 303
    assert bram.acts(ticket, "takeover").status == 303  # pressed twice
    page = bram.page(ticket)
    assert "Bram Kuipers nam dit over van Anneke de Boer" in page
    assert "Overnemen" not in page.buttons
    joost.answers(ticket)
    anneke_reads, bram_reads = post_office.subjects("anneke@linde"), post_office.subjects("bram@linde")
    assert [subject for subject in anneke_reads if "nam" in subject] == [
        f"Bram Kuipers nam over: Rooster van Bram ({ticket.reference})"
    ]
    assert not any("Joost" in subject for subject in anneke_reads)
    assert any("Joost" in subject for subject in bram_reads)
    assert anneke.sees(ticket)


def test_the_person_says_that_it_is_not_right_and_filer_and_desk_read_it(anneke, bram, henk, joost, post_office):
    ticket = anneke.files("Rooster van Bram", **{"for": "20418"})
    joost.answers(ticket)

    assert bram.acts(ticket, "objection", words="").status == 422
    assert anneke.acts(ticket, "objection", words="Nee").status == 403
    assert henk.acts(ticket, "objection", words="Nee").status == 403
    assert bram.acts(ticket, "objection", words="Ik werk op woensdag, niet op dinsdag.").status == 303
    for reader in (anneke, joost):
        assert "Ik werk op woensdag, niet op dinsdag." in reader.page(ticket)
    assert any("Bram Kuipers zegt dat er iets niet klopt" in subject for subject in post_office.subjects("anneke@"))
    assert "In behandeling" in bram.page(ticket)


def test_the_person_stops_hearing_of_it_and_follows_again(anneke, bram, joost, post_office):
    ticket = anneke.files("Rooster van Bram", **{"for": "20418"})
    post_office.works()

    assert bram.acts(ticket, "following", follow="no").status == 303
    joost.comments(ticket)
    assert not any("Joost" in subject for subject in post_office.subjects("bram@"))
    assert bram.sees(ticket)
    assert bram.acts(ticket, "following", follow="yes").status == 303
    joost.comments(ticket)
    assert any("Joost" in subject for subject in post_office.subjects("bram@"))


def test_who_files_for_themselves_cannot_stop_hearing_of_it(bram):
    ticket = bram.files()

    assert "Niet meer volgen" not in bram.page(ticket).buttons
    assert bram.acts(ticket, "following", follow="no").status == 403


def test_the_search_finds_within_reach_by_name_or_number_and_says_no_more(samira, anneke, bram, directory):
    assert looked(samira, "person", find="boua") == ["Karim Bouali"]
    assert looked(samira, "person", find="BOÜA") == ["Karim Bouali"]
    assert looked(samira, "person", find="liënt") == ["C. Liënt"]
    assert looked(samira, "person", find="lient") == ["C. Liënt"]
    assert looked(samira, "person", find="205") == ["Karim Bouali"]
    assert looked(samira, "person", find="bo") == []
    assert looked(samira, "person", find="oud") == []
    assert looked(samira, "person", find="bakker") == []
    assert looked(samira, "person", find="___") == []
    assert looked(samira, "person", find="%%%") == []
    assert looked(anneke, "person", find="kuipers") == ["Bram Kuipers"]
    assert looked(anneke, "person", find="jansen") == ["Kim Jansen"]
    assert looked(anneke, "person", find="bouali") == []
    assert looked(bram, "person", find="bouali") == []


def looked(player, look, **fields):
    path = "/linde/new/question/planning"
    page = Page(player.browser.post(f"{path}?look={look}", data=player.opens(path).form("") | fields))
    assert page.status == 200
    name = "whom" if look == "person" else "watchers"
    return [one.find_next("b").text for one in page.soup.select(f".hits [name={name}]")]


def test_looking_for_somebody_keeps_what_was_typed_and_files_nothing(samira):
    path = "/linde/new/question/planning"
    fields = samira.opens(path).form("") | {"for": "other", "find": "kuipers", "subject": "Onderwerp", "note": "Tekst"}

    page = Page(samira.browser.post(f"{path}?look=person", data=fields))

    kept = page.form(path)
    assert (kept["for"], kept["subject"], kept["note"], kept["key"]) == ("other", "Onderwerp", "Tekst", fields["key"])
    assert page.errors == []
    assert samira.lists("mine") == []
    part = samira.browser.post(f"{path}?look=person", data=fields, headers={"X-Part": "1"}).get_data(as_text=True)
    assert "Bram Kuipers" in part
    assert "<html" not in part


@pytest.mark.parametrize("odd", ["\x00", "10" * 9, "-1", "'; drop table person", "é" * 5_000, "me\r\n", "\ud800"])
def test_odd_input_is_refused_or_found_nowhere(samira, odd):
    for field in ("for", "whom", "for_name", "for_number", "for_numbers", "watchers", "find", "find_watcher"):
        fields = {"for": "other"} | {field: odd.encode("utf-8", "surrogatepass")}
        page = samira.tries_to_file("Onderwerp", "Tekst", **fields)
        assert page.status in (303, 404, 422), (field, page.status)


def test_the_person_it_is_for_need_not_be_a_member_and_a_mail_goes_where_there_is_an_address(app, anneke, post_office):
    with app.app_context():
        linde = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(linde), write_transaction():
            ria = update(Person).where(Person.name == "Ria Smit").values(email="ria@linde.example")
            db.session.execute(ria, execution_options={"synchronize_session": False})

    anneke.files("Pas voor Ria", **{"for": "20777"})

    assert any("meldde iets voor jou" in subject for subject in post_office.subjects("ria@linde"))
