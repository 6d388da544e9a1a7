"""What somebody wrote in a mail, without the mail they answered and the lines below their name. Plain Python.

Careful rather than clever: what is not surely quoted stays, and the whole text stays beside it.
"""

import html
import re
from itertools import takewhile

import nh3

from portal.web.text import clean

_BLOCKS = {"p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_LONGEST_SIGNATURE = 12  # lines
_LOOKED_AT, _LONGEST_LINE = 200, 1_000
"""Lines, and characters of each, in which an answer ends: what looks for it takes the square of their number."""


def as_text(source: str) -> str:
    """Turn HTML into plain text: lines for blocks, `>` before what is quoted. Nothing of it is ever shown as HTML."""
    dropped = {"script", "style", "head", "title", "template", "svg", "math"}
    plain = nh3.clean(clean(source), tags=_BLOCKS | {"br"}, attributes={}, clean_content_tags=dropped)
    lines, line, quoted, at = [], "", 0, 0

    def end() -> None:
        nonlocal line
        lines.append((quoted, " ".join(line.split())))
        line = ""

    for tag in _TAG.finditer(plain):
        line += html.unescape(plain[at : tag.start()])
        at = tag.end()
        end()
        if tag[2] == "blockquote":
            quoted = max(0, quoted + (-1 if tag[1] else 1))
        if tag[2] == "li" and not tag[1]:
            line = "- "
    line += html.unescape(plain[at:])
    end()
    said = "\n".join(f"{'> ' * depth}{words}".rstrip() if words else "" for depth, words in lines)
    return re.sub(r"\n{3,}", "\n\n", said).strip()


def folded_away(text: str) -> str:
    """Return a text without what it answers and without a signature; the whole of it when nothing else is left."""
    said = "\n".join(_without_signature(_without_quote(text).split("\n"))).strip()
    return said or text.strip()


def _without_quote(text: str) -> str:
    """Return what stands above and below the mail that is answered, when there surely is one.

    A line of introduction is not enough where it may be anybody's words: it has a date, or names an address.
    """
    from quotequail import unwrap

    lines = text.split("\n")
    looked_at = list(takewhile(lambda line: len(line) <= _LONGEST_LINE, lines[:_LOOKED_AT]))
    found = unwrap("\n".join(looked_at)) or {}
    sure = found.get("type") == "reply" or found.get("date") or "@" in found.get("from", "")
    above, below = found.get("text_top", ""), found.get("text_bottom", "")
    if not sure or not (above or below) or (below and len(looked_at) < len(lines)):
        return text
    return "\n\n".join(part for part in (above, below) if part)


def _without_signature(lines: list[str]) -> list[str]:
    for place in range(len(lines) - 1, max(-1, len(lines) - _LONGEST_SIGNATURE - 2), -1):
        if lines[place] in ("-- ", "--"):
            return lines[:place]
    return lines
