"""The service organisation reads what its own people did; that of a customer stays in the log of the customer."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.admin.test_people import invites
from tests.players import Page


def lines(ruud, query: str = "") -> list[str]:
    page = ruud.opens(f"/admin/audit{query}")
    assert page.status == 200, page.text
    return [" ".join(str(cell.find(string=True)).split()) for cell in page.soup.select("tbody th")]


def test_what_is_done_to_people_of_the_desk_is_a_line_that_can_be_narrowed(ruud, post_office):
    assert invites(ruud).status == 303

    told = "Ruud Peters stuurde Saskia Bos een uitnodiging."
    assert lines(ruud)[0] == told
    assert lines(ruud, "?who=saskia") == [told]
    assert told not in lines(ruud, "?kind=sign-in")


def test_who_signed_in_at_the_desk_is_a_line(ruud, joost, post_office):
    post_office.works()

    assert {"Joost van Dam logde in.", "Ruud Peters logde in."} <= set(lines(ruud, "?kind=sign-in"))


def test_nothing_of_a_customer_is_in_it_and_nothing_of_it_in_a_customers(ruud, henk, bram, post_office):
    henk.posts("/linde/org/settings", {"language": "en"}, on="/linde/org/settings")
    invites(ruud)
    post_office.works()

    assert not [line for line in lines(ruud) if "Henk" in line or "Bram" in line]
    assert "Saskia" not in henk.opens("/linde/org/audit").text


def _table(data: bytes, form: str) -> list[list[object]]:
    if form == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    return [list(row) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_who_takes_it_along_is_a_line_of_it(ruud, form):
    invites(ruud)
    fields = ruud.opens("/admin/audit?who=saskia").form("/admin/audit/export")
    answer = ruud.browser.post("/admin/audit/export", data=fields | {"format": form})

    assert (answer.status_code, fields["query"]) == (200, "who=saskia")
    (_heads, row) = _table(answer.data, form)
    assert "Ruud Peters stuurde Saskia Bos een uitnodiging." in row
    assert "Ruud Peters exporteerde het logboek" in lines(ruud)[0]


@pytest.mark.parametrize("who", ["joost", "marijke", "henk", "samira", "bram"])
def test_nobody_else_finds_it(come, who):
    player = come(who)

    assert player.opens("/admin/audit").status == 404
    assert player.sends("/admin/audit/export", {"query": "", "format": "csv"}).status == 404


def test_a_wrong_day_is_said_at_its_field(ruud):
    page: Page = ruud.opens("/admin/audit?since=gisteren")

    assert page.status == 200
    assert page.errors
