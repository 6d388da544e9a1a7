"""Files and followers of a change: kept through all its parts, shown at the check, sent along."""

import io

from tenants.roles import Authorisation
from tests.files.pictures import PDF
from tests.players import CHANGE, Page, Player
from tests.stories.test_a_change import change_authorisations, fills


def begins(player: Player) -> str:
    """Begin a change; return the address of its parts."""
    return player.tries("change").location.rpartition("/")[0]


def with_file(name: str) -> list:
    return [(io.BytesIO(PDF), name)]


def test_files_are_added_in_every_part_with_words_kept_through_all_and_sent_along(samira, joost):
    draft = begins(samira)

    fills(samira, f"{draft}/change", CHANGE["change"] | {"files": with_file("een.pdf")})
    fills(samira, f"{draft}/importance", CHANGE["importance"])
    fills(samira, f"{draft}/where", CHANGE["where"] | {"files": [*kept_in(samira, draft), *with_file("twee.pdf")]})
    assert "een.pdf" in samira.opens(f"{draft}/further")
    fills(samira, f"{draft}/further", CHANGE["further"])
    check = samira.opens(f"{draft}/check")
    assert "een.pdf" in check
    assert "twee.pdf" in check

    sent = fills(samira, f"{draft}/check", {"files": [*kept_in(samira, f"{draft}"), *with_file("drie.pdf")]})
    page = samira.opens(sent.location.removesuffix("/sent"))
    assert [link.get_text() for link in page.soup.select(".filelist a")] == ["een.pdf", "twee.pdf", "drie.pdf"]
    there = joost.opens(f"/desk/requests/LINDE-{sent.location.split('/')[-2]}")
    assert all(name in there for name in ("een.pdf", "twee.pdf", "drie.pdf"))


def kept_in(player: Player, draft: str) -> list[str]:
    """The ids of the files that a draft has so far."""
    return [one["value"] for one in player.opens(f"{draft}/where").soup.select(".kept input[name=files]")]


def test_without_scripts_a_file_of_a_part_is_added_and_removed_and_the_words_stay(samira):
    draft = begins(samira)
    form = samira.opens(f"{draft}/change").form("")

    page = Page(
        samira.browser.post(
            f"{draft}/change?arrange=add", data=form | {"subject": "Toeslag", "files": with_file("een.pdf")}
        )
    )
    assert (page.status, page.errors) == (200, [])
    assert page.form(f"{draft}/change")["subject"] == "Toeslag"
    remove = page.soup.select_one("button[data-remove]")["formaction"]

    again = Page(samira.browser.post(remove, data=page.form(f"{draft}/change")))
    assert "een.pdf" not in again
    assert samira.opens(f"{draft}/change").form("")["subject"] == "Toeslag"


def test_a_file_that_is_no_good_is_refused_at_the_part_and_the_words_stay(samira):
    draft = begins(samira)

    page = fills(samira, f"{draft}/change", CHANGE["change"] | {"files": [(io.BytesIO(b"<html>"), "foto.png")]})

    assert page.status == 422
    assert page.errors == ["foto.png kunnen we niet openen. Kies een plaatje, pdf, Excel- of Word-bestand"]
    assert page.form("")["subject"] == CHANGE["change"]["subject"]


def test_a_script_keeps_a_part_that_is_not_right_yet(samira):
    draft = begins(samira)
    form = samira.opens(f"{draft}/change").form("") | {"subject": "Half"}

    told = samira.browser.post(f"{draft}/change", data=form, headers={"Accept": "application/json"})

    assert told.get_json()["words"].startswith("Bewaard als concept om ")
    assert samira.opens(f"{draft}/change").form("")["subject"] == "Half"


def test_who_follows_a_change_is_chosen_at_the_check_and_shown_before_it_is_sent(samira, karim, post_office):
    draft = samira.begins_a_change()
    path = f"{draft}/check"
    form = samira.opens(path).form(path)

    found = Page(samira.browser.post(f"{path}?look=watchers", data=form | {"find_watcher": "Karim"}))
    assert found.status == 200
    chosen = found.soup.select_one("[name=watchers]")["value"]
    page = Page(samira.browser.post(f"{path}?look=seen", data=form | {"watchers": chosen, "confidential": "y"}))
    assert "Karim" in page.soup.select_one("#who-sees").get_text()
    kept = Page(samira.browser.post(f"{path}?arrange=add", data=form | {"watchers": chosen, "confidential": "y"}))
    assert kept.status == 200
    again = samira.opens(path).form(path)
    assert (again["watchers"], again["confidential"]) == (chosen, "y")

    sent = Page(samira.browser.post(path, data=again))
    request = sent.location.removesuffix("/sent")
    assert karim.opens(request).status == 200
    assert [mail["Subject"] for mail in post_office.mails("karim")]


def test_nobody_follows_a_change_who_cannot_be_found(samira):
    path = f"{samira.begins_a_change()}/check"

    assert fills(samira, path, {"watchers": "0123456789abcdef"}).status == 404


def test_files_go_with_a_draft_that_is_handed_over(samira, app, come):
    change_authorisations(app, "anneke", Authorisation.FILE_CHANGES)
    draft = samira.begins_a_change()
    fills(samira, f"{draft}/change", CHANGE["change"] | {"files": with_file("een.pdf")})
    change_authorisations(app, "samira")

    assert samira.hands_over(draft, "Anneke de Boer").status == 303
    anneke = come("anneke")
    assert "een.pdf" in anneke.opens(f"{draft}/check")
    sent = fills(anneke, f"{draft}/check", {})
    assert "een.pdf" in anneke.opens(sent.location.removesuffix("/sent"))


def test_who_goes_back_to_a_change_that_was_sent_is_led_to_the_request_it_became(samira):
    draft = samira.begins_a_change()
    sent = fills(samira, f"{draft}/check", {})

    for page in (draft, f"{draft}/change", f"{draft}/check"):
        assert samira.opens(page).location == sent.location.removesuffix("/sent")
    assert "Je hebt dit concept al verstuurd" in samira.opens(sent.location.removesuffix("/sent"))
