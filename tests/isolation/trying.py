"""Send what a walker tries, and read everything that comes back for a word of the other organisation."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.notices.posting import mail_folder
from portal.notices.sending import send_due
from tenants.database import db
from tests.isolation.marking import digest_of, markers_in
from tests.isolation.walled import Walled
from tests.players import Player


@dataclass(frozen=True)
class Try:
    """One web request: who sends it, how, where, with which fields, or with which words of JSON."""

    who: str
    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    json: dict[str, Any] | None = field(default=None, hash=False)

    def __str__(self) -> str:
        sent = [f"{name}={value[:40]}" for name, value in (*self.query, *self.fields)]
        return f"{self.who}: {self.method} {self.path} {' '.join(sent)}{' as JSON' if self.json else ''}".strip()


def faults(walled: Walled, tries: Iterable[Try]) -> list[str]:
    """Send everything, and return what told something of the other organisation or changed something of it.

    What the walker typed themselves may come back. The database is as before afterwards.
    """
    found, typed = [], set()
    before = digest_of(walled.behind, walled.their_id)
    for one in tries:
        answer, sent = _send(walled.players[one.who], one), markers_in(f"{one}{one.query}{one.fields}{one.json}")
        typed |= sent
        found += _told(one, answer, typed)
        where = answer.headers.get("Location", "")
        answer.close()
        if one.method == "POST" and where.startswith("/"):
            found += _followed(walled.players[one.who], one, where, typed)
    found += [f"a mail to {to} tells of {words}" for to, words in _mails(walled, typed)]
    after = digest_of(walled.behind, walled.their_id)
    return found + [f"the rows of {table} changed" for table in after if after[table] != before[table]]


def _send(player: Player, one: Try) -> Any:
    headers = {"X-CSRFToken": player.token}  # type: ignore[attr-defined]
    if one.json is not None:
        return player.browser.open(one.path, method=one.method, json=one.json, headers=headers)
    data = None
    if one.method == "POST":
        data = MultiDict([*one.fields, ("csrf_token", player.token)])  # type: ignore[attr-defined]
    return player.browser.open(one.path, method=one.method, query_string=MultiDict(one.query) or None, data=data)


def _told(one: Try, answer: Any, typed: set[str]) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"{one}: {answer.status_code}"
    head = f"{answer.status} {list(answer.headers.items())}"
    if told := (markers_in(head) | markers_in(_body(answer))) - typed:
        yield f"{one}: tells of {' '.join(sorted(told))}"


def _body(answer: Any) -> str:
    body = answer.get_data()
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def _followed(player: Player, one: Try, where: str, typed: set[str]) -> list[str]:
    page = player.browser.get(where)
    found = [f"{fault} (at {where}, after it)" for fault in _told(one, page, typed)]
    page.close()
    return found


def _mails(walled: Walled, typed: set[str]) -> Iterator[tuple[str, str]]:
    with walled.app.app_context():
        if not send_due():
            return
        paths = sorted(mail_folder().glob("*.eml"))
        db.session.remove()
    for path in paths:
        mail: Any = message_from_bytes(path.read_bytes(), policy=default)
        text = f"{mail.items()} {mail.get_body(('plain',)).get_content()} {mail.get_body(('html',)).get_content()}"
        if told := markers_in(text) - typed:
            yield str(mail["To"]), " ".join(sorted(told))
