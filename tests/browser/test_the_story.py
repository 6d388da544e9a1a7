"""One question from beginning to end, as people see it: with and without scripts, in both languages and themes."""

from dataclasses import dataclass
from itertools import combinations, product

import pytest
from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.stage import PICTURES, Window

pytestmark = pytest.mark.browser

SUBJECT = "Hoe ruil ik mijn dienst van dinsdag?"
AMBER = "rgb(255, 194, 71)"


@dataclass(frozen=True)
class Circumstances:
    """How somebody sits at the portal."""

    scripts: bool
    language: str
    width: int
    theme: str

    def __str__(self) -> str:
        return f"{'' if self.scripts else 'no-'}scripts-{self.language}-{self.width}-{self.theme}"


CIRCUMSTANCES = (
    Circumstances(True, "nl", 1280, "light"),
    Circumstances(False, "en", 390, "dark"),
    Circumstances(True, "en", 390, "light"),
    Circumstances(False, "nl", 390, "light"),
    Circumstances(True, "nl", 390, "dark"),
    Circumstances(False, "en", 1280, "dark"),
)
"""Six of sixteen; each two circumstances meet in each way."""

PICTURED = CIRCUMSTANCES[:2]


class Company:
    """The cast of one story, each at a window of their own."""

    def __init__(self, window: Window, at: Circumstances) -> None:
        self.window, self.at, self.pictures = window, at, PICTURES / f"story-{at}" if at in PICTURED else None
        self.bram = self._sits_down()
        self.number = 0

    def comes(self, first_name: str) -> Person:
        """Let somebody who is signed in come, and choose the language of the story in their menu."""
        person = self._sits_down(first_name)
        person.opens("/")
        if self.at.language != "nl":
            person.chooses_language(self.at.language)
        return person

    def _sits_down(self, who: str = "") -> Person:
        at = self.at
        page = self.window(who, width=at.width, theme=at.theme, scripts=at.scripts)
        return Person(page, "nl", self.pictures)

    @property
    def path(self) -> str:
        return f"/linde/requests/{self.number}"

    @property
    def reference(self) -> str:
        return f"LINDE-{self.number}"


@pytest.mark.parametrize("at", CIRCUMSTANCES, ids=str)
def test_a_question_is_asked_answered_solved_rated_and_made_good_and_seen_by_the_right_people(
    window: Window, at: Circumstances
) -> None:
    company = Company(window, at)
    bram_signs_in(company)
    bram_asks(company)
    bram_looks_at_his_question(company)
    joost = company.comes("joost")
    joost_finds_and_takes_it(company, joost)
    joost_notes_and_asks_back(company, joost)
    bram_is_at_turn_and_replies(company)
    joost_answers(company, joost)
    bram_says_it_is_solved_and_is_not_happy(company)
    marijke_makes_it_good(company)
    bram_says_it_is_good_now(company)
    samira_finds_it(company)
    tom_finds_nothing(company)


def bram_signs_in(company: Company) -> None:
    bram = company.bram
    bram.signs_in("bram@linde.example")
    bram.is_at("/linde/")
    if company.at.language != "nl":
        bram.chooses_language(company.at.language)
    bram.takes_picture("01-start")


def bram_asks(company: Company) -> None:
    bram = company.bram
    bram.follows(bram.words("Ask a question"))
    bram.follows("Planning")
    bram.fills("Subject", SUBJECT)
    bram.fills("Explanation", "Ik wil **dinsdag** ruilen met Karim.")
    among = bram.page.locator(".seen:visible")
    expect(among).to_have_count(1)
    openly = among.inner_text()
    assert "Samira" in among.text_content()
    bram.ticks("Confidential")
    expect(among).not_to_have_text(openly, use_inner_text=True)
    assert "Noor" not in among.text_content()
    bram.takes_picture("02-confidential")
    bram.ticks("Confidential", on=False)
    expect(among).to_have_text(openly, use_inner_text=True)
    bram.takes_picture("03-form")
    bram.presses("Send")


def bram_looks_at_his_question(company: Company) -> None:
    bram = company.bram
    bram.is_at(r"/linde/requests/\d+/sent")
    company.number = int(bram.page.url.split("/")[-2])
    bram.reads("Your question is sent")
    expect(bram.page.locator("main .num").first).to_have_text(company.reference)
    tomorrow = "morgen 12.00 uur" if company.at.language == "nl" else "tomorrow 12:00"
    expect(bram.page.locator(".next")).to_contain_text(tomorrow)
    bram.takes_picture("04-sent")
    bram.presses("View your request")
    bram.is_at(company.path)
    expect(bram.page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(bram.page.locator(".tx strong")).to_have_text("dinsdag")
    bram.reads("We have your request")
    bram.takes_picture("05-request")


def joost_finds_and_takes_it(company: Company, joost: Person) -> None:
    views = joost.page.get_by_role("navigation", name=joost.words("Views"))
    views.get_by_role("link", name=joost.words("Unassigned")).click()
    joost.takes_picture("06-unassigned")
    joost.follows(SUBJECT)
    joost.is_at(rf"/desk/requests/{company.reference}\?view=unassigned")
    joost.takes_picture("07-desk-request")
    joost.presses("Take")
    joost.reads("You have this request now.")
    expect(joost.button("Take")).to_have_count(0)


def joost_notes_and_asks_back(company: Company, joost: Person) -> None:
    joost.ticks("Internal note")
    joost.fills("Your message", "Karim heeft zelf ook geruild.")
    joost.takes_picture("08-note")
    joost.presses("Save note")
    joost.reads("The note is saved. Only the desk reads it.")
    joost.fills("Your message", "In welke week wil je ruilen?")
    joost.fills("Wait until", "2026-11-26")
    joost.takes_picture("09-asking")
    joost.presses("Send and wait for customer")
    joost.reads("Your question is sent. The clock stands still until the customer replies.")
    joost.takes_picture("10-waiting")


def bram_is_at_turn_and_replies(company: Company) -> None:
    bram = company.bram
    bram.opens("/linde/")
    turn = bram.page.locator(".todo li").filter(has_text=SUBJECT)
    until = "donderdag 26 november" if company.at.language == "nl" else "Thursday 26 November"
    expect(turn).to_contain_text(bram.words("reply by %(when)s", when=until))
    reply = turn.get_by_role("link", name=bram.words("Reply"))
    expect(reply).to_have_css("background-color", AMBER)
    bram.takes_picture("11-your-turn")
    reply.click()
    bram.is_at(company.path)
    bram.reads("%(name)s needs something from you", name="Joost")
    expect(bram.page.locator("main")).not_to_contain_text("Karim heeft zelf ook geruild.")
    bram.takes_picture("12-asked")
    bram.fills("Your reply", "In week 49.")
    bram.presses("Send reply")
    bram.reads("Your reply is sent.")
    bram.reads("It is our turn")


def joost_answers(company: Company, joost: Person) -> None:
    joost.opens(f"/desk/requests/{company.reference}")
    expect(joost.page.locator(".thread")).to_contain_text("In week 49.")
    joost.fills("Your message", "Kies Ruilen bij je dienst van dinsdag.")
    joost.page.locator(".split summary").click()
    joost.takes_picture("13-ways-to-send")
    joost.presses("Send answer")
    joost.reads("Your message is sent.")


def bram_says_it_is_solved_and_is_not_happy(company: Company) -> None:
    bram = company.bram
    bram.opens(company.path)
    bram.reads("Your turn: is this answer right?")
    bram.takes_picture("14-answered")
    bram.presses("Yes, it is solved")
    bram.reads("Good to hear that it is solved.")
    expect(bram.field("I waited too long")).to_be_hidden()
    bram.ticks("Not satisfied")
    bram.ticks("I waited too long")
    bram.fills("Tell us more", "Het duurde een hele dag.")
    bram.takes_picture("15-rating")
    bram.presses("Send", within="#rating")
    bram.reads("Thank you. We have saved what you think of it.")
    thursday = "donderdag 19 november" if company.at.language == "nl" else "Thursday 19 November"
    bram.reads("%(name)s will reply by %(date)s.", name="Marijke Brandsma", date=thursday)
    bram.takes_picture("16-rated")


def marijke_makes_it_good(company: Company) -> None:
    marijke = company.comes("marijke")
    views = marijke.page.get_by_role("navigation", name=marijke.words("Views"))
    views.get_by_role("link", name=marijke.words("Dissatisfied")).click()
    marijke.follows(SUBJECT)
    expect(marijke.page.locator(".judged")).to_contain_text("Het duurde een hele dag.")
    expect(marijke.page.locator(".judged")).to_contain_text(marijke.words("I waited too long"))
    marijke.fills("Your answer to %(name)s", "Excuses, dat had sneller gemoeten.", name="Bram Kuipers")
    marijke.takes_picture("17-dissatisfied")
    marijke.presses("Send this answer")
    marijke.reads("Your answer is sent.")


def bram_says_it_is_good_now(company: Company) -> None:
    bram = company.bram
    bram.opens(company.path)
    expect(bram.page.locator(".thread")).to_contain_text("Excuses, dat had sneller gemoeten.")
    bram.takes_picture("18-made-good")
    bram.presses("Yes, it is good now")
    bram.reads("You said the answer made it good.")
    bram.takes_picture("19-good-now")


def samira_finds_it(company: Company) -> None:
    samira = company.comes("samira")
    samira.fills("Search your requests", "ruil")
    samira.takes_picture("20-searching")
    samira.presses("Search")
    samira.takes_picture("21-found")
    samira.follows(SUBJECT)
    samira.is_at(company.path)
    expect(samira.page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(samira.page.locator("main")).not_to_contain_text("Karim heeft zelf ook geruild.")
    samira.takes_picture("22-colleague")


def tom_finds_nothing(company: Company) -> None:
    tom = company.comes("tom")
    for path in (company.path, f"/vechtdal/requests/{company.number}"):
        assert tom.page.goto(path).status == 404
        tom.reads("We cannot find this page")
    tom.takes_picture("23-stranger")


def test_each_two_circumstances_meet_in_each_way() -> None:
    each = ((True, False), ("nl", "en"), (1280, 390), ("light", "dark"))
    rows = [(at.scripts, at.language, at.width, at.theme) for at in CIRCUMSTANCES]
    for one, other in combinations(range(4), 2):
        assert {(row[one], row[other]) for row in rows} == set(product(each[one], each[other]))
