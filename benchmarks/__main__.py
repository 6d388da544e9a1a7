"""`python -m benchmarks` (or `make bench`): measure Balie beside the bare page, and write docs/performance.md."""

import argparse
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from . import report
from .figures import READING, STEPS, WRITES
from .grounds import Ground, ground_on
from .imports import import_people
from .measuring import Lane, measure, timings
from .servers import balie_on, bare_on, has
from .steps import at_balie, at_bare_page
from .writers import write_at_once

SERVER = "granian"
COMPARED = ("list", "request page", "start")
"""The steps on which servers are compared with each other."""


def main() -> None:
    """Measure as the options say."""
    options = _options()
    rounds, pages = (3, 15) if options.quick else (7, 30)
    begin = time.monotonic()
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(tempfile.TemporaryDirectory(prefix="balie-bench-")))
        grounds = []
        for engine in options.engines:
            (folder / engine).mkdir()
            _say(f"{engine}: seeding {options.tickets} requests")
            grounds.append(open_ones.enter_context(ground_on(engine, folder / engine, options.tickets)))
        result = report.Result.of_now(options.tickets, rounds, pages)
        _statements(result, grounds)
        _pages(result, grounds, rounds, pages)
        _wall(result, grounds, rounds, pages)
        _servers(result, grounds[0], options.servers, rounds, pages)
        _writers(result, grounds, 2 if options.quick else 6)
        _imports(result, grounds)
    result.seconds = round(time.monotonic() - begin)
    print(report.as_text(result, {}) if options.quick else report.keep(result))


def _pages(result: report.Result, grounds: list[Ground], rounds: int, pages: int) -> None:
    """Measure every step at Balie and at the bare page, on every engine, all of them in turn."""
    with ExitStack() as servers:
        lanes = []
        for ground in grounds:
            lanes += _pair(servers, ground, SERVER)
        _say(f"measuring {len(STEPS)} steps at {len(lanes)} servers")
        result.add(measure(lanes, READING, rounds, pages) | measure(lanes, WRITES, rounds, pages))
        result.memory = {lane.name[0]: lane.server.memory_mib() for lane in lanes if lane.name[1] == "balie"}


def _pair(servers: ExitStack, ground: Ground, server: str) -> list[Lane]:
    balie = servers.enter_context(balie_on(ground, server))
    bare = servers.enter_context(bare_on(ground, server))
    return [
        Lane((ground.engine, "balie", server), balie, at_balie(ground, balie.port)),
        Lane((ground.engine, "bare", server), bare, at_bare_page(ground, bare.port)),
    ]


def _statements(result: report.Result, grounds: list[Ground]) -> None:
    """Count the statements of each step, with the header that tells them switched on."""
    _say("counting statements")
    for ground in grounds:
        with balie_on(ground, SERVER, SERVER_TIMING="1") as server:
            result.timings[ground.engine] = timings(at_balie(ground, server.port), STEPS, 15)


def _wall(result: report.Result, grounds: list[Ground], rounds: int, pages: int) -> None:
    """Compare the list's time in PostgreSQL as the application role with that of a role no policy binds."""
    for ground in grounds:
        if ground.engine != "postgresql":
            continue
        _say("measuring row-level security")
        with ExitStack() as servers:
            steps = []
            for url in (ground.url, ground.maintenance_url):
                server = servers.enter_context(balie_on(ground, SERVER, SERVER_TIMING="1", DATABASE_URL=url))
                steps.append(at_balie(ground, server.port))
            for _ in range(rounds):
                spent = [timings(one, ("list",), pages)["list"][1] for one in steps]
                result.wall.append((spent[0], spent[1]))


def _servers(result: report.Result, ground: Ground, names: list[str], rounds: int, pages: int) -> None:
    """Measure a few steps of Balie under each server that is installed."""
    installed = [name for name in names if has(name)]
    result.absent = [name for name in names if name not in installed]
    if len(installed) < 2:
        return
    _say(f"comparing {' and '.join(installed)}")
    with ExitStack() as servers:
        lanes = []
        for name in installed:
            lanes += _pair(servers, ground, name)
        result.servers = report.compared(measure(lanes, COMPARED, rounds, pages), ground.engine, installed, COMPARED)


def _writers(result: report.Result, grounds: list[Ground], seconds: float) -> None:
    for ground in grounds:
        if ground.engine == "sqlite":
            _say("eight writers at once")
            result.writers = write_at_once(ground, seconds)


def _imports(result: report.Result, grounds: list[Ground]) -> None:
    """Last, for the people stay."""
    for ground in grounds:
        _say(f"{ground.engine}: ten thousand people from a file")
        result.imports[ground.engine] = import_people(ground)


def _say(words: str) -> None:
    print(f"- {words}", flush=True)


def _options() -> argparse.Namespace:
    def several(text: str) -> list[str]:
        return text.split(",")

    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000, help="how many requests to seed")
    parser.add_argument("--engines", type=several, default=["sqlite", "postgresql"])
    parser.add_argument("--servers", type=several, default=["granian", "gunicorn"])
    parser.add_argument("--quick", action="store_true", help="a look in a minute; nothing is written")
    return parser.parse_args()


if __name__ == "__main__":
    main()
