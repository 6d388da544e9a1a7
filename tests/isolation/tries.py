"""What everybody tries at every route and every form: made from the routes, the pages and the code."""

from collections.abc import Iterator
from itertools import cycle, islice

from tests.guards.crawl import crawl
from tests.guards.test_source import product
from tests.guards.walking import endpoint_of
from tests.isolation.forms_found import Found, asked_of_addresses, forms_of, forms_on
from tests.isolation.identifiers import SHARED, address, arguments
from tests.isolation.trying import Try
from tests.isolation.walled import Walker, Walled

SEEDS = ("/", "/admin/broadcasts")
ALIKE = 6
"""How many pages of one route are opened to find its forms."""

ASKED = asked_of_addresses(product())


def by_routes(walled: Walled, walker: Walker) -> Iterator[Try]:
    """Yield the tries of a walker at every route: all of it the other organisation's, or all but the key."""
    app, turn = walled.app, cycle(walled.theirs.known.values())
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if not walker.goes(rule.rule):
            continue
        theirs, mixed = _addresses(walled, rule.rule)
        if "GET" in rule.methods:
            query = tuple(zip(ASKED, islice(turn, len(ASKED)), strict=True))
            yield Try(walker.what, "GET", theirs)
            yield Try(walker.what, "GET", mixed, query=query)
        if "POST" in rule.methods:
            yield from _posts(walled, walker, rule.endpoint, theirs)
            if mixed != theirs:
                yield from _posts(walled, walker, rule.endpoint, mixed)


def _addresses(walled: Walled, rule: str) -> tuple[str, str]:
    """Return an address in the other organisation, and one in our own that names a thing of the other."""
    theirs = address(rule, walled.theirs.parts)
    names_a_thing = {"key"} < {name for name in arguments(rule) if name not in SHARED}
    return theirs, address(rule, walled.theirs.parts | {"key": walled.ours.key}) if names_a_thing else theirs


def _posts(walled: Walled, walker: Walker, endpoint: str, path: str) -> Iterator[Try]:
    for names in forms_of(walled.app.view_functions[endpoint]):
        fields = tuple((name, walled.theirs.parts.get(name, "Een woord")) for name in sorted(names))
        yield Try(walker.what, "POST", path, fields=fields)
    yield Try(walker.what, "POST", path, json=dict(fields))


def forms_that_pages_show(walled: Walled) -> list[Found]:
    """Return every form on the pages of everybody who may see nothing of the other organisation."""
    visits = []
    for walker, player in walled.walkers():
        if not walker.may:
            walk = crawl(walker.what, player.browser.get, SEEDS, lambda path: endpoint_of(walled.app, path), ALIKE)
            visits += walk.visits.values()
    return forms_on(walled.app, visits)


def by_forms(walled: Walled, form: Found) -> Iterator[Try]:
    """Yield the tries at one form that are made with every run: each field once, all at once, and names twice."""
    turn, names = cycle(walled.theirs.known.values()), sorted(form.names - {"csrf_token"})
    for name in names:
        yield _with(form, [(name, next(turn))])
    for _time in range(3):
        yield _with(form, [(name, next(turn)) for name in names])
    if names:
        yield from _twice(form, names[0], next(turn))


def by_forms_thoroughly(walled: Walled, form: Found) -> Iterator[Try]:
    """Yield every try at one form: in each field each thing of the other organisation, alone and beside an own one."""
    for name in sorted(form.names - {"csrf_token"}):
        for theirs in walled.theirs.known.values():
            yield _with(form, [(name, theirs)])
            yield from _twice(form, name, theirs)


def _twice(form: Found, name: str, theirs: str) -> Iterator[Try]:
    own = form.filled().get(name, "")
    yield _with(form, [(name, own), (name, theirs)])
    yield _with(form, [(name, theirs), (name, own)])


def _with(form: Found, given: list[tuple[str, str]]) -> Try:
    replaced = {name for name, _value in given}
    rest = ((name, value) for name, value in form.filled().items() if name not in replaced)
    return Try(form.who, "POST", form.action, fields=(*rest, *given))
