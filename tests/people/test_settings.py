"""What an organisation chooses for itself: by its admins, from the next page on, never over somebody else unseen."""

from tests.guards.behind import Behind

PATH = "/linde/org/settings"


def chooses(admin, path=PATH, **fields):
    return admin.posts(path, fields, on=path)


def test_nobody_but_an_admin_of_the_organisation_chooses(bram, anneke, samira, joost, ruud, come):
    for player in (bram, anneke, samira):
        assert player.opens(PATH).status == 403
        assert player.sends(PATH, {"language": "en", "version": "1"}).status == 403
    for player in (joost, ruud, come("ilse")):
        assert player.opens(PATH).status == 404
        assert player.sends(PATH, {"language": "en", "version": "1"}).status == 404


def test_what_is_chosen_is_on_the_trail(henk, engine):
    chooses(henk, language="en")
    (row,) = Behind(engine).rows("select detail, subject from trail where action = 'organisation.settings'")

    assert row[1] == "organisation"
    for word in ("language", "en"):
        assert word in str(row[0]).lower()


def test_who_is_second_reads_what_the_first_one_chose_and_presses_again(henk, come, ruud):
    other = come("henk")
    form = other.opens(PATH).form(PATH)
    chooses(henk, language="en")

    page = other.sends(PATH, {name: value for name, value in form.items() if name != "csrf_token"} | {"language": "nl"})

    assert page.status == 409
    assert "Iemand heeft dit net gewijzigd" in page
    assert "Taal English" in page
    assert page.soup.select_one("[name=language] option[selected]")["value"] == "nl"
    kept = {name: value for name, value in page.form(PATH).items() if name != "csrf_token"}
    assert other.sends(PATH, kept).status == 303
    assert henk.opens(PATH).soup.select_one("[name=language] option[selected]")["value"] == "nl"


def test_fields_that_are_none_and_languages_that_are_not_spoken_are_refused(henk):
    right = {"language": "nl", "version": "1"}

    assert henk.sends(PATH, right | {"employees_see": "5"}).status == 400
    assert henk.sends(PATH, right | {"language": "fr"}).status == 422
    assert henk.sends(PATH, right | {"language": "en", "version": "x"}).status == 409
