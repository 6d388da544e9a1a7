"""The floor: what the same server, database and framework need at least for a page.

No session, no layout, no permissions, no languages: an indexed select with Core, 25 rows, a short template.
The other steps are as bare: a request and its entries are two selects, filing two inserts in one
transaction, a reply an insert and an update. `BARE_DATABASE_URL` says where; on PostgreSQL it is the
maintenance role, whom row-level security does not bind, so that its cost is not in the floor.
"""

import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask, abort, render_template, request
from jinja2 import DictLoader
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
    update,
)
from werkzeug.wrappers import Response

metadata = MetaData()
tickets = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", Integer),
    Column("number", Integer),
    Column("kind", Text),
    Column("state", Text),
    Column("turn", Text),
    Column("held_by", Text),
    Column("service_id", Integer),
    Column("department_id", Integer),
    Column("subject", Text),
    Column("form_version", Integer),
    Column("answers", JSON),
    Column("confidential", Boolean),
    Column("filed_by_id", Integer),
    Column("filed_by_name", Text),
    Column("filed_for_id", Integer),
    Column("filed_for_name", Text),
    Column("assignee_name", Text),
    Column("filed_at", DateTime(timezone=True)),
    Column("updated_at", DateTime(timezone=True)),
    Column("due_at", DateTime(timezone=True)),
    Column("entries", Integer),
    Column("notes", Integer),
    Column("resolutions", Integer),
)
entries = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", Integer),
    Column("ticket_id", Integer),
    Column("number", Integer),
    Column("ring", Text),
    Column("event", Text),
    Column("detail", JSON),
    Column("author_name", Text),
    Column("side", Text),
    Column("channel", Text),
    Column("body", Text),
    Column("html", Text),
    Column("at", DateTime(timezone=True)),
)

LIST = """<!doctype html>
<title>Requests</title>
<table>
{% for row in rows %}
<tr><td>{{ row.number }}</td><td><a href="{{ url_for("show", number=row.number) }}">{{ row.subject }}</a></td>
<td>{{ row.state }}</td><td>{{ row.filed_for_name }}</td><td>{{ row.assignee_name }}</td>
<td>{{ row.updated_at.strftime("%d-%m-%Y %H:%M") }}</td><td>{{ row.due_at.strftime("%d-%m-%Y") }}</td></tr>
{% endfor %}
</table>
"""
SHOW = """<!doctype html>
<title>{{ ticket.subject }}</title>
<h1>{{ ticket.subject }}</h1>
<p>{{ ticket.state }}, {{ ticket.filed_by_name }}, {{ ticket.filed_at.strftime("%d-%m-%Y %H:%M") }}</p>
{% for row in rows %}
<article><b>{{ row.author_name }}</b> {{ row.at.strftime("%d-%m-%Y %H:%M") }}<p>{{ row.body }}</p></article>
{% endfor %}
<form method="post" action="{{ url_for("reply", number=ticket.number) }}"><textarea name="body"></textarea></form>
"""

ROW = (
    tickets.c.id,
    tickets.c.number,
    tickets.c.subject,
    tickets.c.state,
    tickets.c.turn,
    tickets.c.confidential,
    tickets.c.filed_by_name,
    tickets.c.filed_for_name,
    tickets.c.assignee_name,
    tickets.c.updated_at,
    tickets.c.due_at,
)


def create_app(url: str = "", organisation: int = 0) -> Flask:
    """Return the bare application over an organisation's requests."""
    url = url or os.environ["BARE_DATABASE_URL"]
    home = organisation or int(os.environ["BARE_ORGANISATION"])
    app = Flask("bare", static_folder=None, template_folder=None)
    app.jinja_loader = DictLoader({"list.html": LIST, "show.html": SHOW})  # type: ignore[misc]
    engine = _engine(url)

    def filed(**values: Any) -> dict[str, Any]:
        return (
            FILED | {"organisation_id": home, "filed_at": datetime.now(UTC), "updated_at": datetime.now(UTC)} | values
        )

    @app.get("/list")
    def page_of() -> str:
        statement = select(*ROW).where(tickets.c.organisation_id == home)
        if state := request.args.get("state"):
            statement = statement.where(tickets.c.state == state)
        statement = statement.order_by(tickets.c.updated_at.desc(), tickets.c.number.desc()).limit(25)
        with engine.connect() as connection:
            rows = connection.execute(statement).all()
        return render_template("list.html", rows=rows)

    @app.get("/list/<int:number>")
    def show(number: int) -> str:
        one = select(tickets).where(tickets.c.organisation_id == home, tickets.c.number == number)
        with engine.connect() as connection:
            ticket = connection.execute(one).first()
            if ticket is None:
                abort(404)
            rows = connection.execute(
                select(entries.c.author_name, entries.c.at, entries.c.body)
                .where(entries.c.ticket_id == ticket.id)
                .order_by(entries.c.id)
            ).all()
        return render_template("show.html", ticket=ticket, rows=rows)

    @app.post("/list")
    def file() -> Response:
        person, number = int(request.form["person"]), int(request.form["number"])
        with _writing(engine) as connection:
            values = filed(number=number, subject=request.form["subject"], filed_by_id=person, filed_for_id=person)
            ticket = connection.execute(insert(tickets).values(values)).inserted_primary_key[0]
            connection.execute(insert(entries).values(_entry(home, ticket, 1, request.form["note"])))
        return Response(status=303, headers={"Location": f"/list/{number}"})

    @app.post("/list/<int:number>")
    def reply(number: int) -> Response:
        place = int(request.form["place"])
        with _writing(engine) as connection:
            one = int(request.form["ticket"])
            connection.execute(insert(entries).values(_entry(home, one, place, request.form["body"])))
            moved = update(tickets).where(tickets.c.organisation_id == home, tickets.c.number == number)
            connection.execute(moved.values(updated_at=datetime.now(UTC)))
        return Response(status=303, headers={"Location": f"/list/{number}"})

    return app


FILED = {
    "kind": "question",
    "state": "new",
    "turn": "desk",
    "held_by": "desk",
    "service_id": 1,
    "department_id": 1,
    "form_version": 1,
    "answers": {},
    "confidential": False,
    "filed_by_name": "Bare",
    "filed_for_name": "Bare",
    "assignee_name": "",
    "due_at": datetime(2100, 1, 1, tzinfo=UTC),
    "entries": 1,
    "notes": 0,
    "resolutions": 0,
}
"""What a request needs besides what was typed."""


def _entry(home: int, ticket: int, place: int, body: str) -> dict[str, Any]:
    return {
        "organisation_id": home,
        "ticket_id": ticket,
        "number": place,
        "ring": "shared",
        "event": "replied",
        "detail": {},
        "author_name": "Bare",
        "side": "customer",
        "channel": "portal",
        "body": body,
        "html": body,
        "at": datetime.now(UTC),
    }


def _engine(url: str) -> Any:
    """Return an engine under the rules of Balie: SQLite durable, with its own BEGIN."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for rule in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {rule}")


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _writing(engine: Any) -> Any:
    return engine.execution_options(writes=True).begin()


if "BARE_ORGANISATION" in os.environ:
    app = create_app()
