"""Two machines, each with a web process and a worker, over one database, one Redis and one store of files."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.guardian import guard, release
from tests.servers import Browser, Server, environment, free_port
from tests.stores import Redis, Store, store

ADDRESSES = count(1)


class Mailbox:
    """A mail server that remembers the names of what it took."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        self.ids.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 taken"


@dataclass
class Worker:
    """`balie work`, as an operator runs it."""

    env: dict[str, str]
    log: Any
    process: subprocess.Popen[bytes] | None = None
    guardian: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        line = [sys.executable, "-m", "portal.cli", "work"]
        self.process = subprocess.Popen(line, env=self.env, start_new_session=True, stdout=self.log, stderr=self.log)
        self.guardian = guard(self.process.pid)

    def stop(self) -> int:
        """Ask it to stop, as systemd does; return how it ended."""
        if self.process is None or self.guardian is None:
            return 0
        self.process.terminate()
        try:
            return self.process.wait(30)
        finally:
            release(self.guardian)
            self.process.kill()
            self.process = None


@dataclass
class House:
    """All that runs."""

    folder: Path
    redis: Redis
    files: Store
    mailbox: Mailbox
    env: dict[str, str]
    webs: list[Server] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    browsers: list[Browser] = field(default_factory=list)

    def comes(self, who: str = "bram", at: int = 0) -> Browser:
        """Let somebody sign in at one of the web processes, from an address of their own."""
        return self.stranger(at).sign_in(f"{who}@linde.example")

    def stranger(self, at: int = 0) -> Browser:
        """Return a browser that nobody signed in with."""
        return self._opened(Browser(self.webs[at].port, f"10.0.0.{next(ADDRESSES)}"))

    def at_the_other(self, browser: Browser) -> Browser:
        """Return the same signed-in browser, at the other web process: a proxy sends it anywhere."""
        ports = [web.port for web in self.webs]
        other = Browser(ports[1 - ports.index(browser.port)], browser.address)
        other.cookies = dict(browser.cookies)
        return self._opened(other)

    def _opened(self, browser: Browser) -> Browser:
        self.browsers.append(browser)
        return browser

    def all_leave(self) -> None:
        while self.browsers:
            self.browsers.pop().close()

    def doctor(self) -> tuple[int, str]:
        """Run `balie doctor` on the first machine."""
        line = [sys.executable, "-m", "portal.cli", "doctor"]
        done = subprocess.run(line, env=self.webs[0].env, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout

    def logs(self) -> str:
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))


@pytest.fixture(scope="session")
def house(furnished_app, engine, tmp_path_factory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("machines")
    engine.put_back()
    redis, mailbox = Redis(), Mailbox()
    post = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    with store() as files:
        redis.start()
        post.start()
        env = environment(
            furnished_app,
            **files.settings,
            BALIE_REDIS_URL=redis.url,
            BALIE_SMTP_URL=f"smtp://127.0.0.1:{post.port}",
            BALIE_LOG_LEVEL="INFO",
            BALIE_PROXIES="1",
        )
        made = House(folder, redis, files, mailbox, env)
        try:
            for number in (1, 2):
                _machine(made, number)
            yield made
        finally:
            for web in made.webs:
                web.kill()
            ends = [worker.stop() for worker in made.workers]
            for one in (*made.webs, *made.workers):
                one.log.close()
            redis.kill()
            post.stop()
    assert ends == [0, 0], "a worker ends well when it is asked to"


def _machine(house: House, number: int) -> None:
    env = house.env | {"BALIE_INSTANCE": str(house.folder / f"machine-{number}")}
    web = Server("wsgi:app", env, log=(house.folder / f"web-{number}.log").open("wb"))
    worker = Worker(env, (house.folder / f"worker-{number}.log").open("wb"))
    house.webs.append(web)
    house.workers.append(worker)
    web.start()
    worker.start()


def until(true: Callable[[], object], seconds: float) -> float:
    """Wait until something holds; return after how many seconds it did."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if true():
            return time.monotonic() - began
        time.sleep(0.2)
    raise TimeoutError(f"not within {seconds} seconds")
