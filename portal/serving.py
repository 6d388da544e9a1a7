"""Become the web server."""

import gc
import os
import sys
from collections.abc import Mapping
from typing import Any

from flask import Flask

from portal.operations import metrics
from portal.web.warming import warm

from .app import create_app


def application() -> Flask:
    """Return the application for a server process that stays: warm, and never looking at what is loaded for garbage."""
    app = create_app()
    warm(app)
    gc.collect()
    gc.freeze()
    return app


def command(server: str, config: Mapping[str, Any]) -> list[str]:
    """Return the command line that serves Balie with these settings."""
    host, port, workers = config["HOST"], str(config["PORT"]), str(config["WORKERS"])
    if server == "gunicorn":
        return [
            *(sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", workers),
            *("--threads", "1", "--no-control-socket", "portal.serving:application()"),
        ]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", port),
        *("--workers", workers, "--blocking-threads", "1", "--no-access-log", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "15", "--factory"),
        # Who sends the head of a request byte by byte holds a connection, not a process, and not for long. Who sends
        # the rest so does hold a process: that is what the proxy in front is for, see docs/one-machine.md.
        *("--http", "1", "--no-ws", "--http1-header-read-timeout", "10000"),
        "portal.serving:application",
    ]


def replace_process(server: str, config: Mapping[str, Any]) -> None:
    """Replace this process by the server, so that signals reach it."""
    if config["METRICS_TOKEN"]:
        metrics.share_folder(os.environ, config["INSTANCE"])
    line = command(server, config)
    os.execv(line[0], line)  # noqa: S606 - our own words
