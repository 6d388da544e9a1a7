"""The number of a request is one word: no line breaks at its hyphen, wherever it is shown."""

import pytest
from bs4 import BeautifulSoup

from portal.web.pages import unbroken


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("LINDE-24", '<span class="num">LINDE-24</span>'),
        ("Vervolg op LINDE-24, A2-1", 'Vervolg op <span class="num">LINDE-24</span>, <span class="num">A2-1</span>'),
        ("<b>LINDE-24</b>", '&lt;b&gt;<span class="num">LINDE-24</span>&lt;/b&gt;'),
        ("nacht-24 24-12-2026", "nacht-24 24-12-2026"),
    ],
)
def test_the_number_of_a_request_is_kept_whole_and_all_else_is_escaped(text, html):
    assert str(unbroken(text)) == html


def whole(html: str, reference: str) -> bool:
    """Say whether every place that shows a reference keeps it whole."""
    soup = BeautifulSoup(html, "html.parser")
    for unseen in soup.select("title, head"):
        unseen.decompose()
    shown = [text for text in soup.find_all(string=True) if reference in text]
    return bool(shown) and all("num" in (text.parent.get("class") or []) for text in shown)


def test_it_is_kept_whole_on_the_pages_and_in_the_mail(bram, joost, post_office):
    ticket = bram.files()
    joost.answers(ticket)

    for page in (f"{ticket.path}/sent", ticket.path, "/linde/requests", "/linde/", "/linde/search/suggest?q=rooster"):
        assert whole(bram.opens(page).html, ticket.reference), page
    for page in (f"/desk/requests/{ticket.reference}", "/desk/inbox/all"):
        assert whole(joost.opens(page).html, ticket.reference), page
    mails = [
        mail.get_body(("html",)).get_content() for mail in post_office.mails() if ticket.reference in mail["Subject"]
    ]
    assert mails
    assert all(whole(html, ticket.reference) for html in mails)
