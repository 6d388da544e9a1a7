"""The demo starts where it can be reached, or says why not."""

import socket

import pytest
from click.testing import CliRunner, Result

from portal.cli import main


@pytest.fixture(autouse=True)
def nothing_starts(monkeypatch):
    def starts(*_given: object) -> None:
        raise AssertionError("the demo went on")

    monkeypatch.setattr("portal.demo.serving.fill", starts)
    monkeypatch.setattr("portal.demo.serving.subprocess.Popen", starts)


def demo_at(port: int) -> Result:
    return CliRunner().invoke(main, ["demo", "--port", str(port)])


def test_a_second_demo_at_the_same_port_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("BALIE_INSTANCE", str(tmp_path / "other"))
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as web servers do that have several workers
        first.bind(("127.0.0.1", 0))
        first.listen()
        port = first.getsockname()[1]
        result = demo_at(port)

    assert result.exit_code == 1
    assert f"PORT={port + 1} make demo" in result.output
    assert not (tmp_path / "other").exists()


def test_settings_of_production_are_refused_in_words(monkeypatch):
    monkeypatch.setenv("BALIE_ENV", "production")

    result = demo_at(0)

    assert result.exit_code == 1
    assert "does not run with BALIE_ENV=production" in result.output
