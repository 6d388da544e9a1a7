"""The worker's clock: what is done each minute, and what each night."""

from datetime import datetime
from typing import Any

from huey import MemoryHuey

from portal.jobs import runner


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
