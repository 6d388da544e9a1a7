"""The pages on which people read news."""

from typing import Any

import structlog
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from portal.web.language import said
from tenants.context import Member
from tenants.database import write_transaction
from tenants.guard import requires
from tenants.permissions import Action, permits

from . import queries
from .forms import EmptyForm
from .paging import edge_in, edge_of
from .publishing_views import add_publishing
from .reading import acknowledge, mark_read
from .rules import Kind
from .wording import item, kind_label

log = structlog.get_logger()

ON_START = 6
"""How many messages the start page asks for: some must be read and stand elsewhere on it."""

blueprint = Blueprint("news", __name__, url_prefix="/<key>/news")


@blueprint.get("")
@requires(Action.READ_NEWS)
def board() -> str:
    """Show the news: what must be read first, then what is pinned, then the newest; perhaps of one kind."""
    kind = Kind(asked) if (asked := request.args.get("kind", "")) in list(Kind) else None
    after = edge_in(request.args.get("after"))
    rows, more = queries.board(g.member, kind, after)
    older = edge_of(rows[-1].top, rows[-1].starts_at, rows[-1].code) if more else None
    return render_template(
        "news/board.html",
        items=[item(row) for row in rows],
        kind=kind,
        kinds=[(one, kind_label(one)) for one in Kind],
        further=after is not None,
        older=url_for(".board", kind=kind, after=older) if older else "",
    )


@blueprint.get("/<code>")
@requires(Action.READ_NEWS)
def show(code: str) -> str:
    """Show a message, and note that it was opened."""
    message = queries.message_for(g.member, code)
    if message.read_at is None and not g.member.looker:
        _note_read(g.member, message.id)
    return render_template(
        "news/show.html",
        item=item(message),
        next_message=said(message.next_at) if message.next_at else None,
        acknowledged=said(message.acknowledged_at) if message.acknowledged_at else None,
        publishes=permits(g.member, Action.PUBLISH_NEWS) and not message.everywhere,
    )


@blueprint.post("/<code>/acknowledgement")
@requires(Action.READ_NEWS)
def acknowledgement(code: str) -> Any:
    """Say that one read a message."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    with write_transaction():
        acknowledge(g.member, code)
    flash(_("Thank you. We noted that you read this."), "ok")
    return redirect(url_for(".show", code=code), 303)


def _note_read(member: Member, broadcast_id: int) -> None:
    """Note it in a transaction of its own: a page that was found is not lost when this fails."""
    try:
        with write_transaction():
            mark_read(member, broadcast_id)
    except OperationalError as fault:
        log.warning("reading not noted", error=type(fault).__name__)


def news_for_start(member: Member) -> list[Any]:
    """Return what the start page shows of the news, and keep for the menu how much is unread."""
    rows, g.unread_news = queries.latest(member, ON_START)
    return [item(row) for row in rows]


add_publishing(blueprint, own="/own")
