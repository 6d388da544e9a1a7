"""A mail as what is filed: its text without what it answers, its files, and in words what was not kept of it."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from flask import current_app
from flask_babel import gettext as _

from portal.catalogue.forms import LONG, SUBJECT_AT_MOST
from portal.files.receiving import Received, receive
from portal.web.text import Written, one_line, shortened, written
from tenants.errors import Invalid

from .folding import folded_away
from .reading import Part, Read

_MARKUP = re.compile(r"<(?=!doctype|html|script|svg|iframe|body|\?xml)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
ROOM = 2_000  # characters for what we say ourselves below the text


@dataclass(frozen=True, slots=True)
class Composed:
    """What is filed of a mail. Its files are kept, and have no rows yet."""

    subject: str
    text: Written
    files: Sequence[Received]


def composed(mail: Read, organisation_id: int, above: str = "") -> Composed:
    """Compose what is filed, in the language that is set; costs what files cost: before the write transaction.

    `above` is said before the text. The whole text goes along as a file when some of it was folded away. Raises
    Unreachable when there is nowhere to keep files now.
    """
    said = folded_away(mail.text)
    short = shortened(said, LONG - ROOM - len(above))
    parts = list(mail.parts)
    if short != mail.text.strip():
        parts.insert(0, _whole(mail))
    files, refused = _received(parts, organisation_id)
    if not short and files:
        short = _("There is no text in this e-mail. See the file.")
    below = "\n".join(refused)[:ROOM]
    text = "\n\n".join(words for words in (above, short, below) if words)
    subject = shortened(mail.subject, SUBJECT_AT_MOST) or _("E-mail without a subject")
    return Composed(subject, written(text), files)


def _whole(mail: Read) -> Part:
    said = _CONTROL.sub("", _MARKUP.sub("< ", mail.text))
    head = f"{one_line(mail.sender_name)} {mail.sender}\n{mail.subject}\n\n"
    return Part(_("The whole e-mail") + ".txt", (head + said).encode())


def _received(parts: Sequence[Part], organisation_id: int) -> tuple[list[Received], list[str]]:
    most = current_app.config["FILES_PER_ENTRY"]
    files: list[Received] = []
    refused = [_("Of this e-mail %(max)s files were kept, no more.", max=most)] if len(parts) > most else []
    for part in parts[:most]:
        try:
            files.append(receive(organisation_id, SimpleNamespace(filename=part.name, stream=io.BytesIO(part.content))))
        except Invalid as refusal:
            refused.append(_("Not kept of this e-mail: %(why)s.", why=str(refusal.why).rstrip(".")))
    return files, refused
