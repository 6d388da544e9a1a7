"""Odd input: whatever stands in a field, it is taken or refused in words, never 5xx.

The fields are those of every form that anybody's pages show.
"""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote

from tests.attacks.odd import VALUES, body
from tests.isolation.forms_found import Found
from tests.isolation.tries import forms_that_pages_show
from tests.players import Page

FORM = "application/x-www-form-urlencoded"


def posted(form: Found, odd: dict[str, str]) -> list[tuple[str, str]]:
    """Return the fields of a form, encoded, with odd values in some of them."""
    return [(name, odd.get(name, quote(value))) for name, value in form.filled().items()]


def bodies(form: Found) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each odd value in all fields at once, and a few in each field alone, by turns."""
    names = sorted(form.filled())
    for what, value in VALUES.items():
        yield what, dict.fromkeys(names, value)
    turn = cycle(VALUES.items())
    for name in names:
        for what, value in islice(turn, 4):
            yield f"{what} in {name}", {name: value}


def broken(answer: Any) -> str:
    """Say what is wrong with an answer to odd input; "" when it was taken, or refused in words."""
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    page = Page(answer)
    if answer.status_code >= 400 and answer.mimetype == "text/html" and not page.text:
        return f"refuses with {answer.status_code} and without a word"
    return ""


def test_odd_input_in_any_field_of_any_form_is_taken_or_refused_in_words(walled):
    found, tried = [], 0
    for form in forms_that_pages_show(walled):
        walled.put_back()
        player = walled.players[form.who]
        for what, odd in bodies(form):
            sent = body(posted(form, odd), player.token)
            tried += 1
            if wrong := broken(player.browser.post(form.action, data=sent, content_type=FORM)):
                found.append(f"{form.who} sends {what} to {form.action}: {wrong}")
    assert found == []
    assert tried > 1_000
