"""Serve the demo: one web server and one worker over an SQLite database that is filled once."""

import os
import signal
import socket
import subprocess
import sys

from portal.serving import command

from .cast import PASSWORD, PEOPLE, SERVICE_NAME


class NotHere(RuntimeError):
    """The demo does not run with settings of production, nor where something else listens."""


def serve_demo(port: int) -> None:
    """Prepare the instance folder, print who can sign in, and serve until interrupted. Raises NotHere."""
    _claim(port)
    prepare(port)
    _announce(port)
    web = command("granian", {"HOST": "127.0.0.1", "PORT": port, "WORKERS": 1})
    worker = [sys.executable, "-m", "portal.cli", "work"]
    children = [subprocess.Popen(line) for line in (web, worker)]  # noqa: S603 - our own words
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        children[0].wait()
    except KeyboardInterrupt:
        pass
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=10)


def _claim(port: int) -> None:
    """Look whether a port is free: servers share one without a word, and a second demo would answer some requests."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # who listened there a moment ago is no hindrance
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            why = f"port {port} cannot be used ({fault.strerror}): perhaps another demo runs there. Stop it, or use"
            raise NotHere(f"{why} PORT={port + 1} make demo") from fault


def prepare(port: int) -> None:
    """Set the demo's environment, migrate, and fill the database when it is empty."""
    if os.environ.get("BALIE_ENV", "demo") != "demo":
        raise NotHere("the demo shows its passwords; it does not run with BALIE_ENV=production")
    os.environ["BALIE_ENV"] = "demo"
    os.environ["PORT"] = str(port)
    os.environ.setdefault("BALIE_SERVICE_NAME", SERVICE_NAME)
    from portal.app import create_app
    from portal.schema import upgrade

    app = create_app()
    with app.app_context():
        upgrade()
        fill()


def fill() -> None:
    """Let the cast come and act, once."""
    from portal.schema import analyse

    from .acting import act_all
    from .loading import is_empty, load_cast

    if is_empty():
        load_cast()
        act_all()
        analyse()


def _announce(port: int) -> None:
    print(f"\nBalie is at http://localhost:{port}\n", flush=True)
    print(f'Everyone signs in with the password "{PASSWORD}":\n')
    for one in PEOPLE:
        if one.email and not one.invited:
            roles = ", ".join(role.replace("_", " ") for role in one.roles)
            print(f"  {one.email:28} {one.name:20} {roles}")
    print(f"\nMails of the demo: http://localhost:{port}/dev/mail\n", flush=True)
