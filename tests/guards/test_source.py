"""What may not stand in the source, and where it stands all the same for a reason that is written down here."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.guards.conftest import PLANTED, ROOT

RAW = {"connect", "raw_connection", "exec_driver_sql", "connection", "create_engine"}
BULK = {"bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"}
TEXTUAL = {"text", "literal_column", "table", "column", "TextClause", "TableClause"}
OPTION = "balie_write"
NO_CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
SKIPPING = {"skip", "skipif", "xfail", "importorskip"}

PLACES = {
    "a raw connection": {
        "portal/demo/large/news.py": "fills a database in bulk; never part of a page",
        "portal/demo/large/seed.py": "the same",
        "portal/doctor.py": "asks the database about the role it signed in with",
        "portal/operations/engines.py": "copies whole databases, and counts the rows of all organisations",
        "portal/operations/upgrading.py": "compares the migrated schema, as another role",
        "portal/schema.py": "migrates and analyses, as another role",
        "tenants/database.py": "opens transactions",
        "tenants/reading.py": "sends what the session narrowed before",
        "tenants/scope.py": "tells PostgreSQL the scope",
        "tenants/signals.py": "connects listeners, not a database",
        "tenants/writing.py": "stamps and narrows what it sends, as the session does",
    },
    "textual SQL": {
        "portal/doctor.py": "asks the catalogue of PostgreSQL",
        "portal/catalogue/audience.py": "writes out the names of roles: SQLite plans anew for each bound pattern",
        "portal/operations/engines.py": "counts rows by the names of the tables",
        "portal/importing/models.py": "the condition of a partial index",
        "portal/mailin/models.py": "the condition of a partial index",
        "portal/files/made.py": "the condition of a partial index",
        "portal/onboarding/models.py": "the condition of a partial index",
        "portal/outbox/models.py": "the condition of a partial index",
        "portal/trail/models.py": "the condition of a partial index",
        "portal/tickets/models.py": "the condition of a partial index",
        "portal/tickets/confided_rows.py": "the condition of a partial index",
        "tenants/models.py": "the condition of a partial index",
        "tenants/device_rows.py": "the condition of a partial index",
        "portal/schema.py": "reads which version the schema has; analyses",
        "portal/knowledge/finding.py": "the FTS5 table is no class; articles are read through their audience",
        "portal/search/verbs.py": "the FTS5 table is no class; it is told to forget what is deleted",
        "portal/privacy/models.py": "the condition of a partial index",
        "portal/search/queries.py": "the FTS5 table is no class; its rows are narrowed by their SearchRow",
        "tenants/scope.py": "tells PostgreSQL the scope",
    },
    "a table instead of its class": {
        "portal/demo/large/grounds.py": "fills a database in bulk; never part of a page",
        "portal/demo/large/making.py": "the same",
    },
    "rows of organisations": {
        "portal/catalogue/addressees.py": "the service organisation chooses whom it tells",
        "portal/knowledge/keeping.py": "the service organisation reads of which customer a remark is",
        "portal/news/addressees.py": "the service organisation counts who read it",
        "portal/admin/organisations.py": "the service organisation sets up its customers",
        "portal/admin/queries.py": "the service organisation counts in its customers",
        "portal/admin/unmanaged.py": "the service organisation looks which customers nobody manages",
        "portal/onboarding/matching.py": "whose number and domain somebody named who applied",
        "portal/onboarding/queries.py": "which organisation it was about, and which one decides",
        "portal/mailin/queries.py": "the desk chooses of which customer a mail is",
        "portal/demo/acting.py": "the demo lets the cast of all houses act",
        "portal/demo/colleagues.py": "the demo gives one house more people",
        "portal/demo/loading.py": "the demo makes the houses",
        "portal/demo/large/news.py": "made-up news comes from the service organisation",
        "portal/demo/large/seed.py": "the demo makes the houses, at size",
        "portal/desk/inbox.py": "the desk shows whose request it is",
        "portal/desk/queries.py": "the desk shows whose request it is",
        "portal/operations/founding.py": "makes the first one",
        "portal/exchange/bringing.py": "makes the one that comes from another installation",
        "portal/exchange/kinds.py": "says what leaves of an organisation, its own row among it",
        "portal/exchange/asking.py": "notes in its log that it was asked for",
        "portal/exchange/moving.py": "notes in its log that it left; looks whether there is a desk",
        "portal/privacy/holding.py": "whether all of an organisation is held",
        "portal/privacy/keeping.py": "the trail of what the worker took away is the organisation's",
        "portal/privacy/keeping_duties.py": "whether all of an organisation is held, for the worker",
        "portal/notices/sending.py": "the language of somebody without an account",
    },
    "the clock of the machine": {"tenants/clock.py": "everything else asks here"},
    "print": {"portal/demo/serving.py": "tells who can sign in, on the terminal where the demo was started"},
    "an option of the wall": {"tenants/database.py": "its own"},
}
"""For each rule the modules that may break it, and why. A place that is not needed any more is a finding too."""

MODULE_NAMES = {"utils", "util", "helpers", "services", "manager", "core", "base", "data", "info", "common", "misc"}
LONGEST = 350

NOT_OURS = {"vendor", "planted", "__pycache__"}

CALLED_BY_SQLALCHEMY = {"process_bind_param", "process_result_value"}
"""Methods whose meaning is told by the class that calls them."""

Rule = Callable[[ast.AST], bool]
Places = dict[str, dict[str, str]]


def _calls(node: ast.AST, names: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (isinstance(called, ast.Attribute) and called.attr in names) or (
        isinstance(called, ast.Name) and called.id in names
    )


def _imports(node: ast.AST, module: str, names: set[str]) -> bool:
    if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(module):
        return False
    return bool(names & {alias.name for alias in node.names})


def _attribute(node: ast.AST, *pairs: tuple[str, str]) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in pairs


RULES: dict[str, Rule] = {
    "a raw connection": lambda node: _calls(node, RAW) or _attribute(node, ("db", "engine")),
    "a bulk write that no session sees": lambda node: _calls(node, BULK),
    "textual SQL": lambda node: _imports(node, "sqlalchemy", TEXTUAL) or _attribute(node, ("sa", "text")),
    "a table instead of its class": lambda node: isinstance(node, ast.Attribute) and node.attr == "__table__",
    "rows of organisations": lambda node: _imports(node, "tenants.models", {"Organisation"}),
    "the clock of the machine": lambda node: _attribute(node, *NO_CLOCK),
    "print": lambda node: _calls(node, {"print", "pprint", "breakpoint"}),
    "an option of the wall": lambda node: isinstance(node, ast.Constant) and node.value == OPTION,
}

TESTS: dict[str, Rule] = {
    "a test that is not run": lambda node: isinstance(node, ast.Attribute) and node.attr in SKIPPING,
}

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def broken_rules(
    paths: Iterable[Path], root: Path, rules: dict[str, Rule], places: dict[str, dict[str, str]]
) -> list[str]:
    """Return where a rule is broken without a reason, and reasons that are not needed."""
    found, used = set(), set()
    for path in paths:
        name = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for rule, breaks in rules.items():
                if not breaks(node):
                    continue
                if name in places.get(rule, {}):
                    used.add((rule, name))
                else:
                    found.add((name, getattr(node, "lineno", 0), rule))
    idle = {(rule, name) for rule, where in places.items() for name in where} - used
    return [f"{name}:{line}: {rule}" for name, line, rule in sorted(found)] + [
        f"{name}: may use {rule}, and does not" for rule, name in sorted(idle)
    ]


def unfinished(paths: Iterable[Path], root: Path) -> list[str]:
    """Return each line that says that something is not finished."""
    return [
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in sorted(paths)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]


def ill_shaped(paths: Iterable[Path], root: Path) -> list[str]:
    """Return modules with a name that says nothing, modules too long to read, and what has no docstring."""
    found = []
    for path in sorted(paths):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        if path.stem in MODULE_NAMES:
            found.append(f"{name}: a name that says nothing")
        if (lines := len(text.splitlines())) > LONGEST:
            found.append(f"{name}: {lines} lines")
        tree = ast.parse(text)
        if text.strip() and not ast.get_docstring(tree):
            found.append(f"{name}: no docstring")
        found += [f"{name}: {called} has no docstring" for called in _undocumented(tree)]
    return found


def _undocumented(tree: ast.AST, prefix: str = "") -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        told = ast.get_docstring(node) or _is_declaration(node) or node.name in CALLED_BY_SQLALCHEMY
        if not told:
            yield f"{prefix}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node, f"{node.name}.")


def _is_declaration(node: ast.AST) -> bool:
    """Say whether this is no behaviour but a shape: a method of a protocol, or a column."""
    if isinstance(node, ast.ClassDef):
        return False
    body = [part for part in node.body if not isinstance(part, ast.Pass)]
    shape = len(body) == 1 and isinstance(body[0], ast.Expr) and getattr(body[0].value, "value", 0) is ...
    column = any(isinstance(mark, ast.Name) and mark.id == "declared_attr" for mark in node.decorator_list)
    return shape or column


def product() -> list[Path]:
    """Return the modules of the product; the hook of the build is none of them."""
    return [
        path
        for folder in ("portal", "tenants")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "build_assets.py"
    ]


def texts() -> list[Path]:
    """Return everything people write here, the planted faults apart."""
    kinds = {".py", ".html", ".css", ".js", ".txt", ".md", ".sql", ".toml"}
    folders = ("portal", "tenants", "templates", "tests", "migrations", "benchmarks", "docs")
    return [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds and not NOT_OURS & set(path.parts) and path != Path(__file__)
    ]


def test_the_product_breaks_no_rule_without_a_reason():
    assert broken_rules(product(), ROOT, RULES, PLACES) == []


def test_no_test_is_skipped_or_expected_to_fail():
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "planted" not in path.parts]

    assert broken_rules(tests, ROOT, TESTS, {}) == []


def test_nothing_says_that_it_is_unfinished():
    assert unfinished(texts(), ROOT) == []


def test_every_module_has_a_name_a_size_and_words():
    assert ill_shaped(product(), ROOT) == []


def test_planted_source_is_found():
    planted = PLANTED / "source"

    assert broken_rules(planted.glob("*.py"), planted, RULES, {"print": {"quiet.py": "prints nothing"}}) == [
        "hasty.py:6: textual SQL",
        "hasty.py:8: rows of organisations",
        "hasty.py:10: the clock of the machine",
        "hasty.py:15: a raw connection",
        "hasty.py:16: a raw connection",
        "hasty.py:17: a bulk write that no session sees",
        "hasty.py:18: a table instead of its class",
        "hasty.py:19: an option of the wall",
        "hasty.py:20: print",
        "quiet.py: may use print, and does not",
    ]
    assert broken_rules(planted.glob("*.py"), planted, TESTS, {}) == ["hasty.py:23: a test that is not run"]
    assert unfinished(planted.glob("*.py"), planted) == ["hasty.py:14"]


def test_planted_modules_are_found():
    planted = PLANTED / "shapes"

    assert ill_shaped(planted.glob("*.py"), planted) == [
        "endless.py: 351 lines",
        "silent.py: no docstring",
        "silent.py: Thing has no docstring",
        "silent.py: Thing.act has no docstring",
        "silent.py: verb has no docstring",
        "utils.py: a name that says nothing",
    ]
