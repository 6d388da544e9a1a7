"""The page of a link that works no longer."""

from flask import render_template


def link_ended(why: str, next_href: str, next_words: str) -> tuple[str, int]:
    """Say why a link from a mail leads nowhere, and what to do now."""
    return render_template("signin/link_ended.html", why=why, next_href=next_href, next_words=next_words), 410
