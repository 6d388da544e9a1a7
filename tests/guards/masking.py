"""What may differ between two answers that tell the same: tokens, how long it took, how long a session lasts."""

import re
from collections.abc import Iterable
from typing import Any

PASSING = {"set-cookie", "server-timing", "date"}
TOKENS = re.compile(r'<input[^>]* name="(csrf_token|key)"[^>]*>')

LASTS = re.compile(r' data-left="\d+"')

Answer = tuple[int, list[tuple[str, str]], str]


def masked(response: Any, *words: str) -> Answer:
    """Return status, headers and text of an answer, without tokens and without `words`."""
    answer = masked_parts(response.status_code, response.headers.items(), response.get_data(as_text=True), *words)
    response.close()
    return answer


def masked_parts(status: int, headers: Iterable[tuple[str, str]], html: str, *words: str) -> Answer:
    """Return the same of an answer in parts; of a workbook, which holds the time it was made, no more than that."""
    headers = list(headers)
    if any(name.lower() == "content-type" and "spreadsheet" in value for name, value in headers):
        headers, html = [one for one in headers if one[0].lower() not in ("content-length", "etag")], ""
    html = masked_text(html)
    for word in words:
        html = html.replace(word, "-")
    return status, sorted((name, value) for name, value in headers if name.lower() not in PASSING), html


def masked_text(html: str) -> str:
    """Return a page without tokens, nor the seconds that the reader's session still lasts."""
    return LASTS.sub("", TOKENS.sub(r"<\1>", html))
