"""The worker's clock: what is done each minute, and what each night."""

from datetime import datetime
from typing import Any

from huey import MemoryHuey

from portal.jobs import runner
from portal.web import logs
from tests.servers import free_port


class Consumer:
    """A worker that stops at once."""

    def run(self) -> None: ...


def test_what_is_nightly_is_done_once_a_night_and_the_rest_each_minute(app, monkeypatch):
    done: list[str] = []
    clock = MemoryHuey("balie", results=False)
    monkeypatch.setattr(clock, "create_consumer", lambda **_options: Consumer())
    monkeypatch.setattr(runner, "_clock", lambda _app: clock)

    def each(name: str) -> Any:
        def duty() -> None:
            done.append(name)

        return duty

    runner.run(app, each("mail"), [each("minute")], [each("night")])
    done.clear()
    for hour in range(24):
        for minute in range(60):
            for task in clock.read_periodic(datetime(2026, 11, 17, hour, minute)):
                clock.execute(task)

    assert done.count("night") == 1
    assert done.count("minute") == 24 * 60


def test_a_nightly_duty_that_fails_does_not_stop_the_others(app, monkeypatch):
    done: list[str] = []

    def fails() -> None:
        raise OSError("no room")

    clock = MemoryHuey("balie", results=False)
    monkeypatch.setattr(clock, "create_consumer", lambda **_options: Consumer())
    monkeypatch.setattr(runner, "_clock", lambda _app: clock)
    runner.run(app, lambda: None, [], [fails, lambda: done.append("after")])
    for task in clock.read_periodic(datetime(2026, 11, 17, 3, 15)):
        clock.execute(task)

    assert done == ["after"]


def test_a_duty_that_fails_at_its_very_end_does_not_stop_the_worker(app):
    done: list[str] = []

    def fails_when_it_is_put_away(_error: BaseException | None) -> None:
        if len(done) == 1:
            raise OSError("the database is gone")

    app.teardown_appcontext_funcs.append(fails_when_it_is_put_away)
    try:
        for turn in range(2):
            runner._do_all(app, [lambda turn=turn: done.append(f"{turn}")])
    finally:
        app.teardown_appcontext_funcs.remove(fails_when_it_is_put_away)

    assert done == ["0", "1"]


def test_a_worker_whose_clock_is_silent_goes_round_by_itself_and_says_why(app, monkeypatch, capsys):
    done: list[str] = []
    rounds = runner.Rounds(app, [lambda: done.append("round")])
    rounds.go_if_silent()
    assert done == []

    monkeypatch.setattr(runner, "SILENT", 0.0)
    rounds.go_if_silent()
    assert (done, capsys.readouterr().err) == (["round"], "")

    monkeypatch.setitem(app.config, "REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    logs.init("INFO")
    rounds.go_if_silent()
    logs.init("ERROR")
    assert done == ["round"] * 2
    assert "Redis is gone, the worker goes on by its own clock" in capsys.readouterr().err
