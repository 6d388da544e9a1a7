"""What goes wrong in a window while a test looks elsewhere."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

INSIDE = ("data", "blob", "about")


def watch(context: BrowserContext, home: str, faults: list[str], beside: str = "") -> None:
    """Note in `faults` what pages complain of (the content security policy among it), lack, or ask of other hosts.

    Nothing is asked of any other than `home` and `beside`, an address that is expected.
    """
    expected = tuple(f"{one}/" for one in (home, beside) if one)

    def complained(message: Any) -> None:
        # A refused form and a page that is not there are told as missing resources too; `answered` knows better.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            faults.append(f"{message.page.url if message.page else ''}: {message.type}: {message.text}")

    def asked(request: Any) -> None:
        if urlsplit(request.url).scheme not in INSIDE and not request.url.startswith(expected):
            faults.append(f"asks another host: {request.url}")

    def failed(request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the person went on to another page
            faults.append(f"{request.failure}: {request.url}")

    def answered(response: Any) -> None:
        # A script that posts is answered in words too: the session ended, a file is no good, another tab was first.
        said_no = response.request.method == "POST" and response.status in (401, 409, 422)
        part_of_a_page = not response.request.is_navigation_request() and not said_no
        if response.status >= 500 or (part_of_a_page and response.status >= 400):
            faults.append(f"{response.status}: {response.url}")

    context.on("console", complained)
    context.on("weberror", lambda error: faults.append(f"broken script: {error.error}"))
    context.on("request", asked)
    context.on("requestfailed", failed)
    context.on("response", answered)
