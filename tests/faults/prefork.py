"""Web processes with the places of `app.py`, forked from one that has loaded everything.

A killed one has a successor within milliseconds, so that a kill a second finds somebody at work. Run as
`python -m tests.faults.prefork PORT PROCESSES`.
"""

import os
import socket
import sys

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.faults.app import app


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


def serve(listener: socket.socket, port: int) -> None:
    """Answer one request after another, for ever."""
    make_server("127.0.0.1", port, app, request_handler=Quiet, fd=listener.fileno()).serve_forever()


def main(port: int, processes: int) -> None:
    """Keep so many processes alive."""
    with socket.create_server(("127.0.0.1", port), backlog=128) as listener:
        running: set[int] = set()
        while True:
            while len(running) < processes:
                if (child := os.fork()) == 0:
                    serve(listener, port)
                running.add(child)
            running.discard(os.wait()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
