"""Read a page the way guards need it: its links, forms, ids, and what does not belong in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.etree import iterwalk
from lxml.html import document_fromstring

RESOURCES = {"src", "srcset", "poster", "action", "formaction", "data", "background", "cite", "ping"}


@dataclass
class Form:
    """One form: where it sends, how, and with what; the choices of each select and of each group of boxes beside it."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        """The names of everything it can send."""
        known = {name for name, _value in (*self.fields, *self.buttons) if name}
        return frozenset(known | self.choices.keys() | self.boxes.keys())


@dataclass
class Read:
    """What one page holds."""

    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read(html: str) -> Read:
    """Read a page."""
    reader = _Reader()
    for event, element in iterwalk(document_fromstring(html or "<html></html>"), events=("start", "end")):
        if not isinstance(element.tag, str):
            continue  # a comment
        if event == "start":
            reader.starts(element.tag, element.attrib)
        else:
            reader.ends(element.tag)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = Read()
        self.form: Form | None = None
        self.select: str | None = None

    def starts(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._note_id(attributes.get("id"))
        self._note_wrong(tag, attributes)
        match tag:
            case "a":
                if "href" in attributes:
                    self.found.links.append(attributes["href"])
            case "link" | "use":
                self.found.assets.append(attributes.get("href", "").partition("#")[0])
            case "script" | "img":
                self.found.assets.append(attributes.get("src", ""))
            case "form":
                self.form = Form(attributes.get("method", "get").lower(), attributes.get("action", ""))
                self.found.forms.append(self.form)
            case "select":
                self.select = attributes.get("name")
            case "option" if self.form and self.select:
                self.form.choices.setdefault(self.select, []).append(attributes.get("value", ""))
                if "selected" in attributes:
                    self.form.fields.append((self.select, attributes.get("value", "")))
            case "input" | "textarea" if self.form and attributes.get("name"):
                if attributes.get("type") in ("checkbox", "radio"):
                    self.form.boxes.setdefault(attributes["name"], []).append(attributes.get("value", "on"))
                if attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes:
                    self.form.fields.append((attributes["name"], attributes.get("value", "")))
            case "button" if self.form:
                if attributes.get("type", "submit") == "submit":
                    self.form.buttons.append((attributes.get("name", ""), attributes.get("value", "")))

    def ends(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None

    def _note_id(self, name: str | None) -> None:
        if name and name in self.found.ids:
            self.found.twice.append(name)
        if name:
            self.found.ids.add(name)

    def _note_wrong(self, tag: str, attributes: Mapping[str, str]) -> None:
        wrong = self.found.wrong
        if tag == "style" or (tag == "script" and not attributes.get("src")):
            wrong.append(f"inline <{tag}>")
        if tag in ("iframe", "object", "embed", "base"):
            wrong.append(f"<{tag}>")
        for name, value in attributes.items():
            if name == "style":
                wrong.append(f"style={value!r} on <{tag}>")
            if name.startswith("on"):
                wrong.append(f"{name}= on <{tag}>")
            if value.strip().lower().startswith("javascript:"):
                wrong.append(f"a script as {name} of <{tag}>")
            fetched = name in RESOURCES or (name == "href" and tag != "a")
            if fetched and urlsplit(value).netloc:
                wrong.append(f"{name} of <{tag}> fetches from {urlsplit(value).netloc}")
            if tag == "a" and name == "href" and urlsplit(value).netloc and "noopener" not in attributes.get("rel", ""):
                wrong.append(f"a link to {urlsplit(value).netloc} without rel=noopener")
