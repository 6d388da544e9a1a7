"""Web processes over sockets, forked from one that has loaded everything: there within milliseconds.

Run as a script, with the settings of a web server in its environment, it reads lines of a port and how many processes
shall answer there, and says the id of their process group. It goes when nobody has more to say to it.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.guardian import guard, release
from tests.servers import Server, environment


class Loaded:
    """The process that has loaded the app, started when it is asked for the first time."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def forks(self, app: Flask, port: int, workers: int) -> int:
        """Let so many processes answer at a port; return the id of their group."""
        if self.process is None:
            pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.process = subprocess.Popen([sys.executable, "-m", __name__], env=environment(app), **pipes)
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{port} {workers}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def goes(self) -> None:
        """Say no more to it."""
        if self.process is not None:
            self.process.communicate()
            self.process = None


loaded = Loaded()


@contextmanager
def serving(app: Flask, workers: int) -> Iterator[Server]:
    """Serve the app's database from other processes for the length of the block."""
    server = Server("", {})
    group = loaded.forks(app, server.port, workers)
    guardian = guard(group)
    try:
        yield server
    finally:
        release(guardian)
        os.killpg(group, signal.SIGKILL)


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        pass


def _fork(app: Flask, port: int, workers: int) -> int:
    with socket.create_server(("127.0.0.1", port), backlog=128) as listener:
        group = 0
        for _ in range(workers):
            child = os.fork()
            os.setpgid(child, group)
            if child == 0:
                make_server("127.0.0.1", port, app, request_handler=_Quiet, fd=listener.fileno()).serve_forever()
            group = group or child
    return group


def main() -> None:
    """Fork as often as is asked, until there is nothing to read any more."""
    from wsgi import app

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    for line in sys.stdin:
        port, workers = map(int, line.split())
        print(_fork(app, port, workers), flush=True)


if __name__ == "__main__":
    main()
