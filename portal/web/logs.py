"""Logs: one JSON line for each happening, with ids and never with what people wrote.

The message of an exception may hold what somebody typed, or a row of the database: the log tells its type and
where it came from. Libraries write here too, from warnings up; what they repeat is told once a minute.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

REPEATED = 60.0  # seconds


def init(level: str) -> None:
    """Write structured lines to standard error from `level` up."""
    from_level = getattr(logging, level.upper(), logging.INFO)
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(from_level),
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.setLevel(max(from_level, logging.WARNING))
    if not any(isinstance(handler, _Libraries) for handler in root.handlers):
        root.addHandler(_Libraries())


class _Libraries(logging.Handler):
    """What libraries have to say, as lines of ours."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        key = f"{record.name} {said}"
        if record.created - self._told.get(key, 0) < REPEATED:
            return
        self._told[key] = record.created
        # The words of the library, without what it would fill in: that may be anybody's.
        structlog.get_logger().log(record.levelno, said, logger=record.name, exc_info=record.exc_info)


def _bare_exception(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Put the types and places of an exception and its causes in the place of the exception."""
    given = event.pop("exc_info", None)
    about = given if isinstance(given, tuple) else sys.exc_info() if given is True else None
    if isinstance(given, BaseException):
        about = (type(given), given, given.__traceback__)
    if about and about[1] is not None:
        event["exception"] = [
            {
                "type": f"{one['exc_type']}",
                "at": [f"{frame['filename']}:{frame['lineno']} {frame['name']}" for frame in one["frames"]],
            }
            for one in _taken_apart(about)
        ]
    return event


_taken_apart: Any = ExceptionDictTransformer(show_locals=False, max_frames=30)

_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _bare_exception,
    structlog.processors.JSONRenderer(),
]
