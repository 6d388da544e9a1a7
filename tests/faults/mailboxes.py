"""Mail servers that take, refuse, hang or cut, and remember what they were given."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers import free_port


class Mailbox:
    """What a mail server was given. `how` says what it does after DATA: take, refuse, cut or hang."""

    def __init__(self, how: str = "take") -> None:
        self.how = how
        self.offered: list[str] = []  # Message-IDs
        self.taken: list[str] = []
        self.subjects: dict[str, str] = {}

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content)
        name = str(message["Message-ID"])
        self.offered.append(name)
        self.subjects[name] = str(message["Subject"])
        match self.how:
            case "take":
                self.taken.append(name)
                return "250 taken"
            case "cut":
                server.transport.abort()
            case "hang":
                await asyncio.sleep(3600)
        return "550 nobody here" if self.how == "refuse for good" else "451 come back later"


@contextmanager
def mail_server(mailbox: Mailbox, port: int = 0) -> Iterator[str]:
    """Run a mail server for the length of the block; return its address."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port(), ready_timeout=30)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()
