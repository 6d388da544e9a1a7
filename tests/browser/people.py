"""Somebody at a window: they read and press what is on screen, in the language they chose."""

import re
from pathlib import Path
from typing import Any, Self

from babel.support import Translations
from playwright.sync_api import Locator, Page, expect

from portal.demo.cast import PASSWORD

TRANSLATIONS = Path(__file__).parents[2] / "portal" / "translations"


class Person:
    """A page in the hands of a person. Words are given as templates write them: in English, to be translated."""

    def __init__(self, page: Page, language: str = "nl", pictures: Path | None = None) -> None:
        self.page, self.pictures, self.taken = page, pictures, 0
        self.speaks(language)

    def speaks(self, language: str) -> None:
        """Read the screen in a language from now on."""
        self.catalogue = Translations.load(TRANSLATIONS, [language])

    def words(self, message: str, **values: Any) -> str:
        """Return a sentence as this person reads it."""
        said = self.catalogue.gettext(message)
        return said % values if values else said

    # What they do.

    def opens(self, path: str) -> Self:
        self.page.goto(path)
        return self

    def signs_in(self, email: str) -> None:
        self.page.goto("/signin")
        self.fills("E-mail address", email)
        self.presses("Continue")
        self.fills("Password", PASSWORD)
        self.presses("Sign in")

    def chooses_language(self, language: str) -> None:
        """Through the menu: its own in the bar, on phones that of the person."""
        menu = self.page.locator("details:has(button[name=language]) > summary.lang")
        (menu if menu.is_visible() else self.page.locator("summary.me")).click()
        self.page.locator(f"button[name=language][value={language}]:visible").click()
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        self.speaks(language)

    def presses(self, message: str, within: str = "body") -> None:
        self.button(message, within).click()

    def follows(self, link: str) -> None:
        """Press a link, and wait until its page has come: a click alone returns while the old page still stands."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()

    def fills(self, label: str, text: str, **values: Any) -> None:
        self.field(label, **values).fill(text)

    def ticks(self, label: str, *, on: bool = True) -> None:
        self.page.get_by_label(self.words(label)).set_checked(on)

    def takes_picture(self, name: str) -> None:
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.evaluate("scrollTo(0, 0)")  # else a sticky bar stands in the middle
            self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    # What they see.

    def field(self, label: str, **values: Any) -> Locator:
        return self.page.get_by_label(self.words(label, **values))

    def button(self, message: str, within: str = "body") -> Locator:
        """Return what is pressed: a button, or a link that looks like one."""
        name = re.compile(rf"^{re.escape(self.words(message))}(: .*)?$")
        part = self.page.locator(within)
        return part.get_by_role("button", name=name).or_(part.get_by_role("link", name=name)).filter(visible=True)

    def text(self, words: str) -> Locator:
        return self.page.get_by_text(words).filter(visible=True)

    def words_beside(self, field: Locator) -> str:
        """Return hint and error of a field, as its description names them."""
        ids = (field.get_attribute("aria-describedby") or "").split()
        return " ".join(self.page.locator(f"[id='{one}']").inner_text() for one in ids)

    def reads(self, message: str, **values: Any) -> None:
        expect(self.text(self.words(message, **values)).first).to_be_visible()

    def does_not_read(self, message: str, **values: Any) -> None:
        expect(self.text(self.words(message, **values))).to_have_count(0)

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(re.compile(rf"^http://[^/]+{path}$"))
