"""Figures for Prometheus: the pages of each kind, how long they took, and what waits.

Each process counts for itself in files of one folder (`PROMETHEUS_MULTIPROC_DIR`, set by `balie serve`), and
whichever is asked adds them up. Nothing in the figures names a person or an organisation.
"""

import os
import shutil
import time
from collections.abc import MutableMapping
from hmac import compare_digest
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, g, request
from sqlalchemy import func, select

from portal.outbox.models import Mail
from tenants.database import db
from tenants.guard import public

from .readiness import queue_age, waiting

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SHARED = "PROMETHEUS_MULTIPROC_DIR"


def share_folder(environment: MutableMapping[str, str], instance: str) -> None:
    """Give the web processes that start now an empty folder to count in."""
    folder = Path(environment.setdefault(SHARED, str(Path(instance) / "metrics")))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def init(app: Flask) -> None:
    """Measure every page, when somebody set a token to ask for the figures with."""
    if not app.config["METRICS_TOKEN"]:
        return
    # Here, because a process that does not measure has no use for it, and because its folder must be known by now.
    import prometheus_client as prometheus

    registry = prometheus.CollectorRegistry()
    pages = prometheus.Histogram(
        "balie_page_seconds", "Time of a page", ("page", "status"), buckets=SECONDS, registry=registry
    )
    app.extensions["balie_metrics"] = registry
    app.add_url_rule("/metrics", "metrics", show)

    @app.before_request
    def start() -> None:
        g.measured_from = time.perf_counter()

    @app.after_request
    def measure(response: Response) -> Response:
        if "measured_from" in g:
            spent = time.perf_counter() - g.measured_from
            pages.labels(request.endpoint or "none", str(response.status_code)).observe(spent)
        return response


@public("asks for a token of its own, and is not there without one")
def show() -> Response:
    """Return the figures, to who has the token."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not compare_digest(given.encode(), current_app.config["METRICS_TOKEN"].encode()):
        abort(404)
    text, kind = figures(current_app._get_current_object())  # type: ignore[attr-defined]
    return Response(text, content_type=kind)


def figures(app: Flask) -> tuple[bytes, str]:
    """Return all figures in the text form of Prometheus, and its content type."""
    import prometheus_client as prometheus
    from prometheus_client.multiprocess import MultiProcessCollector

    waits = prometheus.CollectorRegistry()
    _gauge(prometheus, waits, "balie_mail_waiting", "Mails that have not left yet", mails_waiting())
    _gauge(prometheus, waits, "balie_mail_oldest_seconds", "Age of the oldest mail that waits", queue_age())
    counted: Any = app.extensions["balie_metrics"]
    if os.environ.get(SHARED):
        counted = prometheus.CollectorRegistry()
        MultiProcessCollector(counted)
    return prometheus.generate_latest(waits) + prometheus.generate_latest(counted), prometheus.CONTENT_TYPE_LATEST


def mails_waiting() -> int:
    """Return how many mails have not left yet."""
    return db.session.scalar(select(func.count(Mail.id)).where(*waiting())) or 0


def _gauge(prometheus: Any, registry: Any, name: str, words: str, value: float) -> None:
    prometheus.Gauge(name, words, registry=registry).set(value)
