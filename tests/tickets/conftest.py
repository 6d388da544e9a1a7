"""For the tests of mails about requests: the desk that acts, what arrived, and both languages."""

import pytest

from tests.notices.reading import (
    Desk,
    Read,
    read,
    speaks,
)


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def newest(post_office):
    """The last mail to somebody of which the subject holds these words, as they read it."""

    def find(to: str, words: str = "") -> Read:
        mails = [mail for mail in map(read, post_office.mails(to)) if words in mail.subject]
        assert mails, f"no mail to {to} about {words!r} among {post_office.subjects()}"
        return mails[-1]

    return find


@pytest.fixture(params=["nl", "en"])
def tongue(request, app):
    """Run the test in both languages; `tongue(nl, en)` chooses."""
    for one in ("bram", "samira"):
        speaks(app, one, request.param)
    return lambda nl, en: nl if request.param == "nl" else en
