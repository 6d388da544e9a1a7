"""Send the bytes of a file so that no browser runs anything in it."""

from typing import Any

from flask import Response, send_file

from tenants.errors import NotFound

from .models import Attachment
from .rules import DRAWN
from .storage import path_of

POLICY = "default-src 'none'; sandbox"


def send(row: Attachment, *, preview: bool = False) -> Response:
    """Answer with a file, or part of it. Pictures that browsers draw are shown, everything else is downloaded.

    Whoever calls has asked first whether this person may have it: a `304 Not Modified` tells too.
    """
    if preview and not row.width:
        raise NotFound
    shown = preview or row.media_type in DRAWN
    try:
        response: Any = send_file(
            path_of(row.organisation_id, row.digest, preview=preview),
            mimetype="image/webp" if preview else row.media_type,
            as_attachment=not shown,
            download_name=f"{row.name}.webp" if preview else row.name,
            etag=f"{row.digest[:32]}{'-p' if preview else ''}",
            last_modified=row.staged_at,
            conditional=True,
        )
    except FileNotFoundError:
        raise NotFound from None
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = POLICY
    return response
