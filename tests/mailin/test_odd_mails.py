"""Mails as no library likes them: each is kept, handled once, and read faithfully or held with a reason."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.mailin import duties, handling
from portal.mailin.folding import as_text, folded_away
from portal.mailin.models import ReceivedMail
from portal.mailin.reading import TooMuch, read
from portal.mailin.rules import LARGEST
from portal.mailin.storing import keep
from tenants.database import db, write_transaction
from tests.mailin.mailing import arrives, became, hands_over, mail

NOOR = b"From: Noor de Graaf <noor@linde.example>\r\nTo: helpdesk@nova.example\r\n"

HEADERS = st.sampled_from(
    [
        b"From: ",
        b"From: =?utf-8?q?",
        b"Subject: ",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        b"Content-Type: text/html; charset=",
        b"Content-Transfer-Encoding: base64\r\n\r\n",
        b"Content-Disposition: attachment; filename*=",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"References: <",
        b"Message-ID: <",
        b"\r\n\r\n",
        b"--x--",
        b"\x00",
    ]
)
ODD = st.lists(st.one_of(HEADERS, st.binary(max_size=60)), max_size=12).map(b"".join)


@settings(max_examples=400)
@given(ODD)
@example(b"From: =?utf-8?q?\x00")
@example(b'From: "a\x00b" <a@b.nl>\r\nSubject: \xed\xa0\x80\r\n\r\n\xff')
def test_whatever_comes_is_read_or_refused_for_what_it_is(raw):
    try:
        found = read(raw)
    except TooMuch:
        return
    for said in (found.subject, found.text, found.sender, found.sender_name):
        assert "\x00" not in said
        said.encode()
    assert folded_away(found.text) or not found.text


@given(st.text(max_size=400))
def test_folding_takes_away_whole_lines_and_never_everything(said):
    kept = folded_away(said)
    assert not said.strip() or kept
    assert set(kept.split("\n")) <= {line.strip() for line in said.split("\n")} | set(said.split("\n"))


@given(st.text(max_size=300))
def test_html_never_stays_markup(said):
    assert "<script" not in as_text(f"<p>{said}</p><script>x</script>")


CHARSETS = {
    "utf-8": ("utf-8", "Café ☕ Fatma Yıldız"),
    "windows-1252": ("windows-1252", "Café – “zo”"),
    "iso-8859-1, that is windows-1252": ("iso-8859-1", "Café – “zo”"),
    "us-ascii, that is utf-8": ("us-ascii", "Café"),
    "gb2312, that is gb18030": ("gb2312", "镕基"),
    "iso-2022-jp": ("iso-2022-jp", "こんにちは"),
    "unknown": ("x-unknown", "Café"),
}
WRITTEN_AS = {"iso-8859-1": "cp1252", "us-ascii": "utf-8", "gb2312": "gb18030", "x-unknown": "utf-8"}


@pytest.mark.parametrize(("charset", "said"), CHARSETS.values(), ids=CHARSETS)
def test_any_charset_is_read(charset, said):
    head = NOOR + f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()

    assert read(head + said.encode(WRITTEN_AS.get(charset, charset))).text == said


def test_bare_bytes_in_headers_are_read():
    found = read("From: Zoë <noor@linde.example>\r\nSubject: Café\r\n\r\nx".encode())

    assert (found.sender_name, found.subject) == ("Zoë", "Café")


def test_a_line_end_in_a_subject_is_a_space():
    found = read(NOOR + b"Subject: =?utf-8?q?Hoi=0D=0ABcc:_iedereen?=\r\n\r\nx")

    assert found.subject == "Hoi Bcc: iedereen"


def test_a_text_with_nul_and_endless_lines_is_filed_whole(app, noor, post_office):
    said = b"Begin \x00 " + b"x" * 5_000 + b" einde"

    assert arrives(app, post_office, NOOR + b"Subject: Lang\r\n\r\n" + said) == "filed"
    page = noor.opens("/linde/requests/1").text
    assert "Begin" in page
    assert "einde" in page


def test_a_mail_within_a_mail_is_a_file_named_after_its_subject(app, noor, post_office):
    message = mail(text="Zie de mail hieronder.")
    message.add_attachment(mail("iemand@nergens.example", "Storing gemeld", "Het is stuk."))

    assert arrives(app, post_office, message) == "filed"
    assert "Storing gemeld.eml" in noor.opens("/linde/requests/1")


def test_a_text_that_is_too_long_goes_along_as_a_file(app, noor, post_office):
    assert arrives(app, post_office, mail(text="woord " * 6_000)) == "filed"

    assert "De hele e-mail.txt" in noor.opens("/linde/requests/1")


def test_a_mail_that_is_only_a_file_is_filed(app, noor, post_office):
    raw = NOOR + b"Subject: Zie bijlage\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\n%%EOF\n"

    assert arrives(app, post_office, raw) == "filed"
    assert "a.pdf" in noor.opens("/linde/requests/1")


def _nested(depth: int) -> bytes:
    head = NOOR + b"Subject: Diep\r\n"
    for level in range(depth):
        head += f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n".encode()
    return head + b"\r\nx"


HELD = {
    "no sender": (b"Subject: Van niemand\r\n\r\nHoi", "held: no sender"),
    "a sender who is none": (b"From: niemand\r\nSubject: x\r\n\r\nHoi", "held: no sender"),
    "nothing in it": (NOOR + b"\r\n\r\n", "held: empty"),
    "too many headers": (NOOR + b"X: y\r\n" * 20_000 + b"\r\nHoi", "held: too much"),
    "too deep": (_nested(40), "held: too much"),
    "only NUL": (b"\x00" * 50, "held: no sender"),
}


@pytest.mark.parametrize(("raw", "found"), HELD.values(), ids=HELD)
def test_what_cannot_be_filed_waits_for_somebody(app, joost, post_office, raw, found):
    assert arrives(app, post_office, raw) == found

    page = joost.opens("/desk/mail")
    path = page.soup.select_one(".list a.t")["href"]
    assert joost.opens(path).status == 200
    refused = joost.posts(f"{path}/aside", {"note": ""}, on=path)
    assert refused.errors == ["Schrijf op waarom je dit opzij legt"]
    joost.posts(f"{path}/aside", {"note": "Onzin."}, on=path)
    assert "Onzin." in joost.opens(path)
    assert joost.opens("/desk/mail").soup.select(".list a.t") == []


def test_what_breaks_the_reader_is_held_with_its_beginning(app, joost, post_office, monkeypatch):
    def broken(_raw: bytes) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(handling, "read", broken)
    assert arrives(app, post_office, mail(text="Dit staat erin.")) == "held: broken"
    path = joost.opens("/desk/mail").soup.select_one(".list a.t")["href"]
    assert "Dit staat erin." in joost.opens(path)


def test_a_worker_that_dies_leaves_the_mail_and_it_is_filed_once(app, noor, post_office, monkeypatch, later):
    def dies(*_given: object) -> None:
        raise SystemExit

    assert hands_over(app, mail()) == 0
    with monkeypatch.context() as dying:
        dying.setattr(handling, "came_by_mail", dies)  # after everything is written, before it is committed
        with app.app_context(), pytest.raises(SystemExit):
            duties.handle_mail()
    assert became(app) == ["new"]
    assert noor.opens("/linde/requests/1").status == 404

    post_office.works()
    assert became(app) == ["new"]  # it may still be at work
    with later(minutes=6):
        post_office.works()
        post_office.works()
    assert became(app) == ["filed"]
    assert noor.opens("/linde/requests/2").status == 404
    assert len(post_office.mails("noor")) == 1


def test_a_mail_on_which_workers_die_waits_for_somebody_in_the_end(app, post_office, monkeypatch):
    def fails(*_given: object) -> None:
        raise RuntimeError("a fault of ours")

    assert hands_over(app, mail()) == 0
    assert hands_over(app, mail("iemand@nergens.example")) == 0
    with monkeypatch.context() as failing:
        failing.setattr(handling, "composed", fails)
        for _time in range(4):
            post_office.works()
    assert became(app) == ["held: broken", "kept: unknown"]


def test_nothing_and_too_much_are_refused_for_good_and_the_rest_is_tried_again(app, monkeypatch):
    assert hands_over(app, b"") == 65
    assert hands_over(app, b"x" * (LARGEST + 1)) == 65

    def away(*_given: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("portal.mailin.storing.keep", away)
    assert hands_over(app, mail()) == 75
    assert became(app) == []


def test_a_mail_is_on_disk_before_anything_of_it_is_read(app):
    raw = b"\xff\x00 geen mail"
    assert hands_over(app, raw) == 0

    with app.app_context():
        assert db.session.scalars(select(ReceivedMail.raw)).all() == [raw]
        assert db.session.scalar(select(func.count(ReceivedMail.id)).where(ReceivedMail.sender != "")) == 0


def test_mail_is_forgotten_after_thirty_days_but_for_what_waits(app, post_office, later):
    arrives(app, post_office, mail("iemand@nergens.example"))
    arrives(app, post_office, mail())
    arrives(app, post_office, b"Subject: Van niemand\r\n\r\nHoi")
    with later(days=29):
        post_office.works()
        assert len(became(app)) == 3
    with later(days=31):
        post_office.works()
        assert became(app) == ["held: no sender"]


def test_the_same_bytes_are_kept_once(app):
    with app.app_context():
        for new in (True, False):
            with write_transaction():
                assert keep(b"From: a@b.nl\n\nHoi") is new
        assert db.session.scalar(select(func.count(ReceivedMail.id))) == 1
