"""Watch how the database finds what a page asks: each statement is asked for its plan, and for the rows it touched.

On PostgreSQL `explain analyze` tells the rows that each part of a plan read, those it threw away included; it runs
as the application role, in the scope of the page. SQLite tells which tables it goes through from end to end, and
its virtual machine counts its steps.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

GROWING = frozenset(
    "ticket entry participant ticket_person attachment search_row search_fts read_mark postponement resolution rating "
    "rating_before rating_link follow_up keyed mail trail person account membership invitation recovery session draft "
    "article article_words article_opinion article_solved "
    "kept_post saved_view broadcast broadcast_read broadcast_round failed_sign_ins".split()
)
"""Tables that grow with use. The others hold the catalogue, and one row or a few for each organisation."""

STEPS_OF_A_ROW = 40  # steps of the virtual machine, about, for a row that is looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement of a page: which tables it goes through from end to end, and how many rows it looked at."""

    page: str
    statement: str
    through: frozenset[str]
    rows: dict[str, int]

    @property
    def most(self) -> int:
        """Return the rows it looked at in the table where these are most."""
        return max(self.rows.values(), default=0)

    def told(self) -> str:
        """Say it in a line."""
        rows = ", ".join(f"{table} {many}" for table, many in sorted(self.rows.items(), key=lambda one: -one[1])[:3])
        through = f"through all of {', '.join(sorted(self.through))}; " if self.through else ""
        return f"{self.page}: {through}{rows}; {' '.join(self.statement.split())[:160]}"


class Watch:
    """What pages asked while they were watched."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.page = ""
        self._busy = False

    @contextmanager
    def over(self, page: str) -> Iterator[None]:
        """Watch all that is asked in the block, as of one page."""
        self.page = page
        event.listen(Engine, "before_cursor_execute", self._look)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", self._look)

    def _look(self, _connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        verb = statement.lstrip().partition(" ")[0].partition("\n")[0].upper()
        if many or verb not in ("SELECT", "WITH", "UPDATE", "DELETE") or "set_config" in statement:
            return
        look = _on_sqlite if isinstance(cursor, sqlite3.Cursor) else _on_postgresql
        through, rows = look(cursor.connection, statement, parameters, reads=verb in ("SELECT", "WITH"))
        self.asked.append(Asked(self.page, statement, through & GROWING, rows))


def _on_postgresql(connection: Any, statement: str, parameters: Any, *, reads: bool) -> tuple[frozenset[str], Any]:
    cursor = connection.cursor()
    analyse = "analyze, timing off, " if reads else ""
    cursor.execute("set local enable_seqscan = off")
    cursor.execute(f"explain ({analyse}format json) {statement}", parameters)
    plan = cursor.fetchone()[0]
    cursor.execute("set local enable_seqscan = default")
    tree = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    through, rows = set(), Counter[str]()
    for node in _nodes(tree):
        table = node.get("Relation Name", "")
        if table not in GROWING:
            continue
        thrown = sum(node.get(f"Rows Removed by {way}", 0) for way in ("Filter", "Index Recheck"))
        rows[table] += round((node.get("Actual Rows", 0) + thrown) * node.get("Actual Loops", 0))
        if node["Node Type"] == "Seq Scan":
            through.add(table)
    return frozenset(through), dict(rows)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def _on_sqlite(connection: Any, statement: str, parameters: Any, *, reads: bool) -> tuple[frozenset[str], Any]:
    cursor = connection.cursor()
    named = {alias: table for table, alias in re.findall(r"\b(\w+) AS (\w+)", statement)}
    through, met = set(), set()
    for *_ids, detail in cursor.execute(f"explain query plan {statement}", parameters).fetchall():
        if found := re.match(r"(SCAN|SEARCH) (\w+)", detail):
            table = named.get(found[2], found[2])
            met.add(table)
            if found[1] == "SCAN" and " USING " not in detail and "VIRTUAL" not in detail:
                through.add(table)
    if not reads:
        return frozenset(through), {}
    counted = Counter[str]()
    connection.set_progress_handler(lambda: counted.update(("steps",)) and None, 10)
    try:
        cursor.execute(statement, parameters).fetchall()
    finally:
        connection.set_progress_handler(None, 0)
    return frozenset(through), {"+".join(sorted(met & GROWING)): counted["steps"] * 10 // STEPS_OF_A_ROW}
