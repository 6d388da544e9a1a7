"""A mail is worded once, as news in parts, and rendered twice: as plain text and as HTML."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from portal.web.text import Written

from .letters import Letter, Recipient

WIDTH = 72  # columns of the text part, so that it still fits when somebody quotes it
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """Something to press. `href` is absolute; `public` addresses open without signing in."""

    words: str
    href: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of ours, what somebody wrote, things to press: in this order, each may be absent."""

    words: str = ""
    quote: Written | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What a mail says. `facts` are the lines of "In short", `foot` the small print: why somebody gets it."""

    subject: str
    parts: Sequence[Part]
    facts: Sequence[tuple[str, str]]
    foot: Sequence[str]
    thread: str = ""


def base_url() -> str:
    """Return the address of the portal as it is configured; a mail has no web request to take it from."""
    return current_app.config["BASE_URL"].rstrip("/")


def rendered(news: News, recipient: Recipient) -> Letter:
    """Render news for its reader, in the language that is set; without an account no page of ours is offered."""
    known = recipient.account_id is not None
    values = {
        "base_url": base_url(),
        "cleaned": Markup,  # what people wrote was cleaned when they wrote it
        "news": news,
        "parts": [part for part in news.parts if known or all(link.public for link in part.links)],
        "recipient": recipient,
        "wrapped": wrapped,
    }
    # Not render_template(): its context processors ask who is at the browser, and there is no browser.
    environment = current_app.jinja_env
    text = environment.get_template("mail/letter.txt").render(values)
    html = environment.get_template("mail/letter.html").render(values)
    return Letter(news.subject, text, html, news.thread)


def wrapped(text: str, indent: str = "") -> str:
    """Break long lines between words; what was short, and every address, stays as it was typed."""
    return "\n".join(_broken(line, indent) for line in text.split("\n"))


def _broken(line: str, indent: str) -> str:
    item = _LIST_ITEM.match(line)
    hanging = " " * len(item[0]) if item else ""
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
