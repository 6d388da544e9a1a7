"""What people write, made safe to show: a subset of Markdown, rendered once and kept beside its source."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

PLACE = re.compile(r"files/[0-9a-f]{24}")
"""How a text names a file that was sent with it: `![schermafdruk.png](files/...)` stands where the picture goes."""

TAGS = {"img", "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "del"}
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
        "image",
    ]
)

_with_headings = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True, "typographer": False}).enable(
    [*_markdown.get_active_rules()["block"], *_markdown.get_active_rules()["inline"], "heading", "linkify"]
)


def _picture(_renderer: Any, tokens: Sequence[Any], at: int, _options: Any, _env: Any) -> str:
    # A picture from elsewhere would tell that address who reads this: it becomes a link.
    source, words = escapeHtml(str(tokens[at].attrs["src"])), escapeHtml(tokens[at].content)
    if PLACE.fullmatch(source):
        return f'<img src="{source}" alt="{words}">'
    return f'<a href="{source}">{words or source}</a>'


def _heading(renderer: Any, tokens: Sequence[Any], at: int, options: Any, _env: Any) -> str:
    # The page itself has the one heading above these.
    tokens[at].tag = "h2" if tokens[at].markup in ("#", "##") else "h3"
    return renderer.renderToken(tokens, at, options, _env)


_markdown.add_render_rule("image", _picture)
_with_headings.add_render_rule("image", _picture)
_with_headings.add_render_rule("heading_open", _heading)
_with_headings.add_render_rule("heading_close", _heading)


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was typed, and the HTML that shows it."""

    source: str
    html: str
    files: tuple[str, ...] = ()  # public ids of what was staged to go with it

    def __bool__(self) -> bool:
        return bool(self.source or self.files)

    def with_files(self, files: Sequence[str]) -> "Written":
        """Return the same text with files that go with it."""
        return Written(self.source, self.html, tuple(files))


def written(source: str | None) -> Written:
    """Render `source`. Costs milliseconds: call it before the write transaction begins."""
    text = clean(source or "")
    return Written(text, _rendered(text) if text else "")


def explained(source: str | None) -> Written:
    """Render a text that may have headings, in two levels. Costs milliseconds, as `written` does."""
    text = clean(source or "")
    return Written(text, _rendered(text, _with_headings, TAGS | {"h2", "h3"}) if text else "")


IMAGE = re.compile(r'<img src="files/(?P<id>[0-9a-f]{24})" alt="(?P<words>[^"]*)">')
_IN_SOURCE = re.compile(r"!\[(?P<words>[^\]\n]*)\]\(files/[0-9a-f]{24}\)")


def without_pictures(text: Written) -> Written:
    """Return a text in which the name of each picture stands in its place: for mails, which carry no files."""
    return Written(
        _IN_SOURCE.sub(lambda found: f"[{found['words']}]", text.source),
        IMAGE.sub(lambda found: f"[{found['words']}]", text.html),
    )


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


def _rendered(source: str, markdown: MarkdownIt = _markdown, tags: Set[str] = TAGS) -> str:
    return nh3.clean(
        markdown.render(source),
        tags=set(tags),
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    ).strip()
