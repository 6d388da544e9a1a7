"""Connections at rest: one on which the server hung up is replaced before anybody notices."""

import socket
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DisconnectionError

from portal.settings import PATIENCE, configuration
from tenants.database import _leave_the_dead


class Connection:
    """A connection to PostgreSQL as far as its end of the line goes."""

    __module__ = "psycopg.connection"

    def __init__(self, end: socket.socket) -> None:
        self.end = end

    def fileno(self) -> int:
        return self.end.fileno()


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_connection_that_rests_is_used_again(line):
    _leave_the_dead(Connection(line[0]), None, None)


@pytest.mark.parametrize("last_words", [b"", b"FATAL: terminating connection due to administrator command"])
def test_a_connection_on_which_the_server_hung_up_is_left(line, last_words):
    ours, theirs = line
    theirs.sendall(last_words)
    theirs.close()

    with pytest.raises(DisconnectionError):
        _leave_the_dead(Connection(ours), None, None)


@pytest.mark.parametrize(("more", "wait"), [("", PATIENCE["connect_timeout"]), ("?connect_timeout=30", None)])
def test_a_database_that_keeps_silent_is_not_waited_for_unless_the_address_says_so(tmp_path, more, wait):
    url = f"postgresql+psycopg://balie_app:a@db.example/balie{more}"
    config = configuration({"ENV": "demo", "INSTANCE": str(tmp_path), "DATABASE_URL": url})

    assert config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"].get("connect_timeout") == wait
