"""Many clients that send or read a byte at a time: others are served meanwhile."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask

from portal import serving as product
from tests.faults.figures import Figures, median
from tests.faults.visiting import Visitor
from tests.guardian import guard, release
from tests.servers import Server, environment, free_port

pytestmark = pytest.mark.faults
MANY = 100
SECONDS = 10.0
SLOWER, MORE = 3.0, 0.1
"""A page may take so many times as long as before, and so many seconds more: a process that is held takes ten."""
LANGUID = b"POST /signin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"

NGINX = """
user root; worker_processes 1; pid {folder}/pid; error_log {folder}/error; daemon off;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 110m;
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_set_header Host $host;
    }}
  }}
}}
"""


class AsServed(Server):
    """The server as `balie serve` starts it."""

    def line(self) -> list[str]:
        """Return the product's own command."""
        config = {"HOST": "127.0.0.1", "PORT": self.port, "WORKERS": self.workers}
        return product.command("granian", config)


@contextmanager
def served(app: Flask) -> Iterator[Server]:
    server = AsServed("", environment(app, BALIE_FILE_LIMIT="30000000"), workers=2)
    try:
        server.start()
        yield server
    finally:
        server.kill()


@contextmanager
def nginx_before(server: Server, folder: Path) -> Iterator[int]:
    """Put nginx in front; return its port."""
    program = shutil.which("nginx")
    assert program, "this experiment needs nginx on the PATH"
    port = free_port()
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(folder=folder, port=port, behind=server.port))
    process = subprocess.Popen([program, "-c", str(conf), "-e", str(folder / "error")], start_new_session=True)
    guardian = guard(process.pid)
    try:
        deadline = time.monotonic() + 20
        while Visitor(port).gets("/healthz").status != 200:
            assert time.monotonic() < deadline, (folder / "error").read_text()
            time.sleep(0.1)
        yield port
    finally:
        release(guardian)
        process.terminate()
        process.wait()


@contextmanager
def slow_ones(port: int, many: int, head: bytes, drop: bytes) -> Iterator[list[float]]:
    """Let many send a head and then a byte at a time; return after how many seconds each was cut off."""
    cut: list[float] = []
    done = threading.Event()

    def dribble() -> None:
        began = time.monotonic()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.sendall(head)
            line.settimeout(0.001)
            while not done.wait(0.3):
                line.sendall(drop)
                with suppress(TimeoutError):
                    if not line.recv(100):
                        break
        if not done.is_set():
            cut.append(time.monotonic() - began)

    threads = [threading.Thread(target=dribble, daemon=True) for _ in range(many)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    try:
        yield cut
    finally:
        done.set()
        for thread in threads:
            thread.join(60)


def pages(visitor: Visitor, seconds: float) -> list[float]:
    """Open pages for some seconds; return the time of each that came, and infinity for one that did not."""
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = visitor.gets("/linde/requests")
        times.append(answer.seconds if answer.status == 200 else float("inf"))
    return times


def compare(figures: Figures, before: list[float], meanwhile: list[float]) -> None:
    figures.tell("pages meanwhile", len(meanwhile))
    figures.exactly("pages that did not come", sum(one == float("inf") for one in meanwhile), 0)
    told = f"{median(before) * 1000:.1f}, {median(meanwhile) * 1000:.1f}"
    figures.tell("median page before, and meanwhile", told, "ms")
    figures.at_most("median page, over what it may be", median(meanwhile) / (SLOWER * median(before) + MORE), 1)


def test_heads_byte_by_byte(app: Flask, figures: Figures) -> None:
    """A hundred clients send their headers byte by byte, without a proxy"""
    with served(app) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        before = pages(bram, 3)
        with slow_ones(server.port, MANY, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"x") as cut:
            meanwhile = pages(bram, SECONDS + 5)
            held = len(cut)
    compare(figures, before, meanwhile)
    figures.exactly("slow clients that were cut off", held, MANY)


@pytest.mark.parametrize("what", ["forms sent", "a file read"])
def test_slow_clients_behind_nginx(app: Flask, figures: Figures, tmp_path: Path, what: str) -> None:
    """A hundred slow clients behind nginx"""
    figures.experiment += f": {what} byte by byte"
    with served(app) as server, nginx_before(server, tmp_path) as port:
        bram = Visitor.signed_in(port, "bram@linde.example")
        before = pages(bram, 3)
        head, drop = LANGUID + b"Content-Length: 5000\r\n\r\n", b"x"
        if what == "a file read":
            head, drop = _asking_for_a_file(bram), b""
        with slow_ones(port, MANY, head, drop):
            meanwhile = pages(bram, SECONDS)
    compare(figures, before, meanwhile)


def _asking_for_a_file(visitor: Visitor) -> bytes:
    """Let there be a file of 4 MB; return the request for it, as it goes over the line."""
    path = "/linde/new/question/planning"
    fields = visitor.fields_of(path) | {"subject": "Groot", "note": "x", "client_number": ""}
    sent = visitor.posts(path, fields, {"groot.txt": b"een lange regel tekst\n" * 180_000}).location
    text = visitor.gets(sent.removesuffix("/sent")).text
    address = next(word.partition('"')[0] for word in text.split('href="') if "/files/" in word.partition('"')[0])
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    return f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()


def test_what_a_proxy_is_for(app: Flask, figures: Figures) -> None:
    """Two slow forms without a proxy: why docs/one-machine.md puts one in front"""
    with served(app) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        head = LANGUID + b"Content-Length: 5000\r\n\r\n"
        with slow_ones(server.port, 4, head, b"x"):
            bram.timeout = 5
            answer = bram.gets("/linde/requests")
        bram.timeout = 30
        after = bram.gets("/linde/requests")
    figures.tell("page meanwhile", f"{answer.status or 'none'} after {answer.seconds:.1f} s")
    figures.exactly("page after they went", after.status, 200)
