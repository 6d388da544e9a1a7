"""A From header is what somebody typed: it counts as far as our own mail server vouches for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.mailin.trust import vouched_for
from tests.mailin.mailing import arrives, became, hands_over, mail

US = "mx.nova.example"
NOOR = "noor@linde.example"


@pytest.fixture
def guarded(app, monkeypatch):
    """Our mail server has a name, and says what it found."""
    monkeypatch.setitem(app.config, "MAIL_TRUSTS", US)
    return app


RESULTS = {
    "dmarc": (f"{US}; dmarc=pass (p=reject) header.from=linde.example", True),
    "dmarc, with a version": (f"{US} 1; dmarc=pass header.from=linde.example", True),
    "dkim of the domain": (f"{US}; dkim=pass header.d=linde.example header.s=x", True),
    "spf of the domain": (f"{US}; spf=pass smtp.mailfrom=noor@linde.example", True),
    "one of two": (f"{US}; dkim=fail header.d=linde.example; spf=pass smtp.mailfrom=linde.example", True),
    "dmarc failed": (f"{US}; spf=pass smtp.mailfrom=linde.example; dmarc=fail header.from=linde.example", False),
    "dmarc of another": (f"{US}; dmarc=pass header.from=kwaad.example", False),
    "dkim of another": (f"{US}; dkim=pass header.d=kwaad.example", False),
    "spf of another": (f"{US}; spf=pass smtp.mailfrom=linde.example.kwaad.example", False),
    "dkim that names nobody": (f"{US}; dkim=pass", False),
    "passed in a comment": (f"{US}; none (dmarc=pass header.from=linde.example)", False),
    "another server": ("mx.kwaad.example; dmarc=pass header.from=linde.example", False),
    "softfail": (f"{US}; spf=softfail smtp.mailfrom=linde.example", False),
    "nothing": (f"{US}; none", False),
    "empty": ("", False),
}


@pytest.mark.parametrize(("result", "counts"), RESULTS.values(), ids=RESULTS)
def test_what_our_mail_server_says_decides(result, counts):
    assert vouched_for([result], US, NOOR) is counts


def test_only_the_topmost_header_of_our_server_counts():
    forged = f"{US}; dmarc=pass header.from=linde.example"
    assert not vouched_for([f"{US}; dmarc=fail header.from=linde.example", forged], US, NOOR)
    assert vouched_for(["mx.elders.example; none", forged], US, NOOR)


@given(st.text(max_size=300))
def test_whatever_stands_there_nobody_is_vouched_for_by_chance(text):
    assert not vouched_for([text], US, NOOR)
    vouched_for([f"{US}; {text}"], US, NOOR)


def test_a_forged_sender_files_nothing_is_not_answered_and_waits_with_the_reason(guarded, noor, joost, post_office):
    assert arrives(guarded, post_office, mail(subject="Geef mij de sleutel")) == "held: forged"

    assert post_office.mails() == []
    assert noor.opens("/linde/requests/1").status == 404
    page = joost.opens("/desk/mail")
    assert "Geef mij de sleutel" in page
    assert "Nergens blijkt uit dat de afzender klopt." in page


@pytest.mark.parametrize("sender", ["iemand@nergens.example", "sanne@linde.example"])
def test_a_forged_stranger_gets_no_answer_that_somebody_else_would_read(guarded, noor, post_office, sender):
    assert arrives(guarded, post_office, mail(sender)) == "held: forged"
    assert post_office.mails() == []
    assert noor.opens("/linde/messages").soup.select(".list a.t") == []


def test_who_is_vouched_for_files(guarded, post_office):
    told = f"{US}; dmarc=pass header.from=linde.example"
    assert arrives(guarded, post_office, mail(authentication_results=told)) == "filed"


def test_a_reply_in_the_name_of_another_does_not_reach_the_request(guarded, bram, joost, post_office):
    ticket = bram.files()
    ours = post_office.mails("bram")[-1]
    answer = mail("bram@linde.example", "Re: iets", "Ik ben het echt.", in_reply_to=ours["Message-ID"])

    assert arrives(guarded, post_office, answer) == "held: forged"
    assert "Ik ben het echt." not in bram.opens(ticket.path)


@pytest.mark.parametrize(
    "sender",
    [
        "noor@linde.example, iemand@nergens.example",
        "=?utf-8?q?noor=40linde.example=2C?= <iemand@nergens.example>",
        '"noor@linde.example" <iemand@nergens.example>',
        "noor@linde.example <iemand@nergens.example>",
    ],
)
def test_a_sender_who_only_looks_like_noor_is_not_noor(app, noor, post_office, sender):
    raw = f"From: {sender}\r\nTo: helpdesk@nova.example\r\nSubject: Hoi\r\n\r\nHoi".encode()

    assert arrives(app, post_office, raw) in ("kept: unknown", "held: no sender")
    assert noor.opens("/linde/requests/1").status == 404


def test_nobody_silences_noor_by_writing_as_her(guarded, noor, post_office):
    for number in range(31):
        assert hands_over(guarded, mail(subject=f"Vals {number}")) == 0
    post_office.works()
    assert became(guarded)[-2:] == ["held: forged", "kept: flood"]

    hers = mail(subject="Echt", authentication_results=f"{US}; dmarc=pass header.from=linde.example")
    assert arrives(guarded, post_office, hers) == "filed"
    assert "Echt" in noor.opens("/linde/requests/1").title
