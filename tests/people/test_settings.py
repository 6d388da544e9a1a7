"""What an organisation chooses for itself: by its admins, from the next page on, never over somebody else unseen."""

from tests.guards.behind import Behind

PATH = "/linde/org/settings"


def chooses(admin, path=PATH, **fields):
    return admin.posts(path, fields, on=path)


def kinds(player):
    return [link["href"].rpartition("/")[2] for link in player.opens(f"/{player.house}/new").soup.select(".kinds a")]


def test_an_admin_lets_employees_report_problems_from_the_next_page_on(henk, bram, tom):
    assert "problem" not in kinds(bram)
    assert bram.opens("/linde/new/problem/planning").status == 403

    assert chooses(henk, employees_report="y").status == 303

    assert "problem" in kinds(bram)
    assert bram.reports().number
    assert "problem" not in kinds(tom)  # of another organisation
    assert henk.opens(PATH).soup.select_one("[name=employees_report][checked]")

    fields = {name: value for name, value in henk.opens(PATH).form(PATH).items() if name != "employees_report"}
    assert henk.sends(PATH, fields | {"csrf_token": fields["csrf_token"]}).status == 303
    assert "problem" not in kinds(bram)


def test_nobody_but_an_admin_of_the_organisation_chooses(bram, anneke, samira, joost, ruud, come):
    for player in (bram, anneke, samira):
        assert player.opens(PATH).status == 403
        assert player.sends(PATH, {"employees_report": "y", "language": "nl", "version": "1"}).status == 403
    for player in (joost, ruud, come("ilse")):
        assert player.opens(PATH).status == 404
        assert player.sends(PATH, {"employees_report": "y", "language": "nl", "version": "1"}).status == 404
    assert "problem" not in kinds(bram)


def test_what_is_chosen_is_on_the_trail(henk, engine):
    chooses(henk, employees_report="y", language="en")
    (row,) = Behind(engine).rows("select detail, subject from trail where action = 'organisation.settings'")

    assert row[1] == "organisation"
    for word in ("employees_report", "true", "language", "en"):
        assert word in str(row[0]).lower()


def test_who_is_second_reads_what_the_first_one_chose_and_presses_again(henk, come, ruud):
    other = come("henk")
    form = other.opens(PATH).form(PATH)
    chooses(henk, employees_report="y")

    page = other.sends(PATH, {name: value for name, value in form.items() if name != "csrf_token"} | {"language": "en"})

    assert page.status == 409
    assert "Iemand heeft dit net gewijzigd" in page
    assert "Medewerkers mogen problemen melden ja" in page
    assert page.soup.select_one("[name=language] option[selected]")["value"] == "en"
    kept = {name: value for name, value in page.form(PATH).items() if name != "csrf_token"}
    assert other.sends(PATH, kept).status == 303
    assert not henk.opens(PATH).soup.select_one("[name=employees_report][checked]")


def test_fields_that_are_none_and_languages_that_are_not_spoken_are_refused(henk):
    right = {"language": "nl", "version": "1"}

    assert henk.sends(PATH, right | {"employees_see": "5"}).status == 400
    assert henk.sends(PATH, right | {"language": "fr"}).status == 422
    assert henk.sends(PATH, right | {"version": "x"}).status == 409
