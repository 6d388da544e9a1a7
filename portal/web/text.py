"""What people write, made safe to show: a subset of Markdown, rendered once and kept beside its source."""

from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "del"}
_markdown = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True, "typographer": False}).enable(
    [
        "list",
        "emphasis",
        "linkify",
        "link",
        "autolink",
        "newline",
        "blockquote",
        "backticks",
        "fence",
        "strikethrough",
        "escape",
        "hr",
    ]
)


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was typed, and the HTML that shows it."""

    source: str
    html: str

    def __bool__(self) -> bool:
        return bool(self.source)


def written(source: str | None) -> Written:
    """Render `source`. Costs milliseconds: call it before the write transaction begins."""
    text = clean(source or "")
    return Written(text, _rendered(text) if text else "")


def clean(text: str) -> str:
    """Return `text` without what no database keeps (NUL, lone surrogates), with plain line ends."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return kept.encode("utf-8", "ignore").decode("utf-8").strip()


def one_line(text: str) -> str:
    """Return `text` as one line: a subject, a name. Line ends of every kind become spaces."""
    return " ".join(clean(text).split())


def shortened(text: str, longest: int) -> str:
    """Return `text` in at most so many characters; what is left out shows as an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _rendered(source: str) -> str:
    return nh3.clean(
        _markdown.render(source),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    ).strip()
