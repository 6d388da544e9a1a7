"""A person at a browser, over a socket: with files, the time each answer took, and patience when there is none."""

import http.client
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from tests.servers import Browser


@dataclass
class Answer:
    """What came back; status 0 is a connection that was refused or cut."""

    status: int
    headers: Message = field(default_factory=Message)  # named in any case
    body: bytes = b""
    seconds: float = 0.0
    began: float = 0.0  # of time.monotonic()

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Visitor:
    """One browser that is signed in; each request on a connection of its own, so that none hides behind another."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None, timeout: float = 40) -> None:
        self.port, self.cookies, self.timeout = port, dict(cookies or {}), timeout

    @classmethod
    def signed_in(cls, port: int, email: str) -> "Visitor":
        with Browser(port).sign_in(email) as browser:
            return cls(port, browser.cookies)

    def gets(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def posts(self, path: str, fields: Mapping[str, str], files: Mapping[str, bytes] | None = None) -> Answer:
        """Post a form as a browser does that sends files along; `files` are contents by name."""
        body, kind = multipart(fields, files or {})
        return self._ask("POST", path, body, {"Content-Type": kind})

    def fields_of(self, path: str) -> dict[str, str]:
        with Browser(self.port) as browser:
            browser.cookies = self.cookies  # a form's token belongs to the cookie that comes with it
            return browser.fields_of(path)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        began = time.monotonic()
        try:
            connection.request(method, path, body, {"Cookie": cookies, "Connection": "close", **headers})
            answer = connection.getresponse()
            content = answer.read()
            return Answer(answer.status, answer.headers, content, time.monotonic() - began, began)
        except (OSError, http.client.HTTPException):
            return Answer(0, seconds=time.monotonic() - began, began=began)
        finally:
            connection.close()


def multipart(fields: Mapping[str, Any], files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return a body and its content type."""
    border = secrets.token_hex(16)
    parts = []
    for name, value in fields.items():
        parts.append(f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, content in files.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"
