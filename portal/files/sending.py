"""Send the bytes of a file so that no browser runs anything in it."""

from typing import Any, BinaryIO

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from tenants.errors import NotFound

from .made import MadeFile
from .models import Attachment
from .rules import DRAWN
from .storage import opened, opened_as

POLICY = "default-src 'none'; sandbox"


def send(row: Attachment, *, preview: bool = False) -> Response:
    """Answer with a file, or part of it. Pictures that browsers draw are shown, everything else is downloaded.

    Whoever calls has asked first whether this person may have it: a `304 Not Modified` tells too.
    Raises Unreachable.
    """
    if preview and not row.width:
        raise NotFound
    shown = preview or row.media_type in DRAWN
    try:
        stream, size = opened(row.organisation_id, row.digest, preview=preview)
    except FileNotFoundError:
        raise NotFound from None
    return _in_parts(
        stream,
        size,
        mimetype="image/webp" if preview else row.media_type,
        as_attachment=not shown,
        download_name=f"{row.name}.webp" if preview else row.name,
        etag=f"{row.digest[:32]}{'-p' if preview else ''}",
        last_modified=row.staged_at,
    )


def send_made(row: MadeFile, code: str, kind: str, name: str) -> Response:
    """Answer with a file that the worker made, or a part of it: a download that broke off goes on where it was.

    Raises NotFound, and Unreachable.
    """
    stream, size = opened_as(row.lies_at)
    named = {"mimetype": kind, "download_name": name, "etag": code, "last_modified": row.made_at}
    return _in_parts(stream, size, as_attachment=True, **named)


def begins() -> bool:
    """Say whether this web request fetches a file from its first byte: a download that goes on is the same one."""
    wanted = request.range
    return request.method == "GET" and (wanted is None or not wanted.ranges or wanted.ranges[0][0] == 0)


def _in_parts(stream: BinaryIO, size: int, **named: Any) -> Response:
    response: Any = send_file(stream, conditional=False, **named)
    response.call_on_close(stream.close)  # also when nothing of it is sent
    response.content_length = size
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        stream.close()
        raise
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = POLICY
    return response
