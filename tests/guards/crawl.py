"""Follow every link and every form that only reads, as one person, and keep what each page said."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tests.guards.reading import Form, Read, read

WORDS = ("", "rooster", "geenenkelwoord")
"""What is typed into the fields of a form that searches."""


@dataclass
class Visit:
    """One page as it came, and the page that led to it."""

    who: str
    path: str
    came_from: str
    status: int
    headers: list[tuple[str, str]]
    html: str
    endpoint: str = ""

    @cached_property
    def read(self) -> Read:
        return read(self.html) if self.is_page else Read()

    @property
    def is_page(self) -> bool:
        return self.header("Content-Type").startswith("text/html")

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")


@dataclass
class Walk:
    """Everything one person came across."""

    who: str
    visits: dict[str, Visit] = field(default_factory=dict)

    def pages(self) -> Iterator[Visit]:
        return (visit for visit in self.visits.values() if visit.is_page)


Fetch = Callable[[str], Any]


MOST = 40
"""How many pages of one kind somebody opens: what the forty-first request looks like is known by then."""


def crawl(
    who: str,
    fetch: Fetch,
    seeds: Iterable[str],
    endpoint_of: Callable[[str], str] = lambda _path: "",
    most: int = MOST,
) -> Walk:
    """Open `seeds` and all that can be reached from them without changing anything."""
    walk, asked, opened = Walk(who), set(), Counter()
    queue = deque((seed, "an address that people know") for seed in seeds)
    while queue:
        path, came_from = queue.popleft()
        kind = endpoint_of(path) or path
        if path in walk.visits or opened[kind] >= most:
            continue
        opened[kind] += 1
        response = fetch(path)
        visit = Visit(
            who,
            path,
            came_from,
            response.status_code,
            list(response.headers.items()),
            response.get_data(as_text=True) if response.mimetype == "text/html" else "",
            kind,
        )
        response.close()
        walk.visits[path] = visit
        queue.extend((to, path) for to in _leads_to(visit, asked) if to not in walk.visits)
    return walk


def _leads_to(visit: Visit, asked: set[str]) -> list[str]:
    found = [visit.header("Location")] if visit.header("Location") else []
    found += visit.read.links
    for form in visit.read.forms:
        if form.method == "get" and (known := _known_by(visit, form)) not in asked:
            asked.add(known)
            found += _asked(form)
    return [path for target in found if (path := own(visit.path, target))]


def _known_by(visit: Visit, form: Form) -> str:
    # The same form stands on each page that it leads to, with other choices made.
    hidden = [(name, value) for name, value in form.fields if name not in form.choices and name != "q"]
    return f"{own(visit.path, form.action)} {hidden} {sorted(form.choices)}"


def _asked(form: Form) -> list[str]:
    """Return the addresses a reading form leads to: as it stands, with words, and with each choice in turn."""
    plain = dict(form.fields)
    asked = [plain]
    asked += [plain | {name: value} for name, values in form.choices.items() for value in values]
    if "q" in plain:
        asked += [plain | {"q": word} for word in WORDS]
    return [f"{form.action}?{urlencode(fields)}" for fields in asked]


def own(base: str, target: str) -> str:
    """Return an address of this site without its fragment, its query in one order; "" for any other."""
    parts = urlsplit(urljoin(f"http://localhost{base}", target))
    if parts.scheme not in ("http", "https") or parts.netloc not in ("localhost", ""):
        return ""
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)))
    return f"{parts.path or '/'}{'?' if query else ''}{query}"
