"""What was measured, as a table to read, as docs/performance.md and as results.json."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from .figures import FIGURES, IMPORT, READS, STEPS, WRITES, sql_time, verdict
from .growth import Runs, growth
from .imports import Imported
from .measuring import Measured, ratio
from .writers import Waited

ROOT = Path(__file__).parent.parent
PAGE, RESULTS = ROOT / "docs" / "performance.md", ROOT / "benchmarks" / "results.json"
BUSY = 1.0
BUSY_WORDS = " Other work ran beside it: read ratios of processor time, and leave medians of waiting time alone."
PACKAGES = ("flask", "sqlalchemy", "jinja2", "granian", "gunicorn", "psycopg")


@dataclass(slots=True)
class Cost:
    """What one step cost at Balie and at the bare page on one engine."""

    engine: str
    step: str
    cpu: float
    bare_cpu: float
    cpu_ratio: float
    wall: float
    bare_wall: float
    wall_ratio: float
    size: int
    spread: float


@dataclass(slots=True)
class Result:
    """One run."""

    when: str
    machine: str
    versions: dict[str, str]
    tickets: int
    rounds: int
    pages: int
    load: float
    seconds: int = 0
    costs: list[Cost] = field(default_factory=list)
    embedded: dict[str, float] = field(default_factory=dict)  # step -> SQLite against the bare page on PostgreSQL
    timings: dict[str, dict[str, tuple[int, float]]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    wall: list[tuple[float, float]] = field(default_factory=list)  # ms with row-level security, and without
    servers: dict[str, dict[str, tuple[float, float]]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    writers: Waited | None = None
    imports: dict[str, Imported] = field(default_factory=dict)

    @classmethod
    def of_now(cls, tickets: int, rounds: int, pages: int) -> "Result":
        """Begin a result with what is known of machine and versions."""
        return cls(
            when=f"{datetime.now(UTC):%Y-%m-%d}",
            machine=f"{os.cpu_count()} processors ({_processor()}), {platform.system()} {platform.machine()}",
            versions={"python": platform.python_version()} | {name: _version(name) for name in PACKAGES},
            tickets=tickets,
            rounds=rounds,
            pages=pages,
            load=os.getloadavg()[0],
        )

    def add(self, measured: Measured) -> None:
        """Take in what the rounds gave."""
        engines = dict.fromkeys(lane[0] for lane, _step in measured)
        for engine in engines:
            for step in STEPS:
                self.costs.append(_cost(measured, engine, step))
        if len(engines) > 1:
            for step in READS:
                balie = measured[("sqlite", "balie", "granian"), step]
                bare = measured[("postgresql", "bare", "granian"), step]
                self.embedded[step] = ratio(balie.cpu, bare.cpu)

    def figures(self) -> list[tuple[str, str, float]]:
        """Return (figure, engine, value) of everything that has a bound, in the order of the table of figures."""
        found: dict[str, list[tuple[str, float]]] = {}
        for cost in self.costs:
            found.setdefault(f"{cost.step}: CPU, ratio to the bare page", []).append((cost.engine, cost.cpu_ratio))
            found.setdefault(f"{cost.step}: median, ratio to the bare page", []).append((cost.engine, cost.wall_ratio))
            found.setdefault(f"{cost.step}: HTML", []).append((cost.engine, cost.size / 1000))
        for step, value in self.embedded.items():
            found[f"{step}: CPU on SQLite, ratio to the bare page on PostgreSQL"] = [("both", value)]
        for engine, told in self.timings.items():
            for step, (statements, spent) in told.items():
                found.setdefault(f"{step}: statements", []).append((engine, statements))
                found.setdefault(sql_time(step), []).append((engine, spent))
        found[IMPORT] = [(engine, one.whole) for engine, one in self.imports.items()]
        for engine, mib in self.memory.items():
            found.setdefault("memory of a warm worker", []).append((engine, mib))
        if self.wall:
            cost_of_wall = median(one / other for one, other in self.wall)
            found["row-level security: SQL time of the list, ratio to none"] = [("postgresql", cost_of_wall)]
        if self.writers:
            found["8 writers at once on SQLite: 99th percentile"] = [("sqlite", self.writers.p99)]
            found["8 writers at once on SQLite: longest"] = [("sqlite", self.writers.longest)]
        return [(name, engine, value) for name in FIGURES for engine, value in found.get(name, [])]


def _cost(measured: Measured, engine: str, step: str) -> Cost:
    balie, bare = measured[(engine, "balie", "granian"), step], measured[(engine, "bare", "granian"), step]
    return Cost(
        engine=engine,
        step=step,
        cpu=median(balie.cpu),
        bare_cpu=median(bare.cpu),
        cpu_ratio=ratio(balie.cpu, bare.cpu),
        wall=median(balie.wall),
        bare_wall=median(bare.wall),
        wall_ratio=ratio(balie.wall, bare.wall),
        size=0 if step in WRITES else balie.size,
        spread=balie.spread,
    )


def compared(
    measured: Measured, engine: str, servers: list[str], steps: tuple[str, ...]
) -> dict[str, dict[str, tuple[float, float]]]:
    """Return for each server and step the CPU and wall milliseconds of Balie."""
    return {
        server: {
            step: (
                median(measured[(engine, "balie", server), step].cpu),
                median(measured[(engine, "balie", server), step].wall),
            )
            for step in steps
        }
        for server in servers
    }


def as_text(result: Result, runs: Runs) -> str:
    """Return the page docs/performance.md, which is what the console shows too; `runs` are those of all sizes."""
    engines = dict.fromkeys(cost.engine for cost in result.costs)
    parts = [_head(result), *(_costs(result, engine) for engine in engines), _figures(result)]
    return "\n\n".join(part for part in (*parts, growth(runs), _servers(result), _repeat(result)) if part) + "\n"


def keep(result: Result) -> str:
    """Keep the numbers beside those of other sizes, write the page of the smallest size with them, and return it."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    runs = {int(size): run for size, run in kept.items()}
    runs[result.tickets] = _with_other_engines(json.loads(json.dumps(asdict(result))), runs.get(result.tickets))
    RESULTS.write_text(json.dumps({str(size): runs[size] for size in sorted(runs)}, indent=1) + "\n")
    page = as_text(_read(runs[min(runs)]), runs)
    PAGE.write_text(page)
    return page


def _with_other_engines(run: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """Return a run with what an earlier one of the same size measured on engines that this one left out."""
    if before is None:
        return run
    engines = {cost["engine"] for cost in run["costs"]}
    costs = [cost for cost in before["costs"] if cost["engine"] not in engines]
    once = {name: run[name] or before[name] for name in ("writers", "wall", "servers", "embedded")}
    beside = {name: before.get(name, {}) | run[name] for name in ("timings", "memory", "imports")}
    return run | once | beside | {"costs": costs + run["costs"]}


def _read(run: dict[str, Any]) -> Result:
    """Return a run as it was measured."""
    told = {name: run[name] for name in run if name not in ("costs", "writers", "imports")}
    writers = Waited(**run["writers"]) if run["writers"] else None
    imports = {engine: Imported(**one) for engine, one in run.get("imports", {}).items()}
    return Result(**told, costs=[Cost(**cost) for cost in run["costs"]], writers=writers, imports=imports)


def _head(result: Result) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in result.versions.items() if number)
    return (
        "# Speed\n\nThis page is made by `make bench`; what it holds to is in `benchmarks/figures.py`.\n\n"
        "The bare page is the floor: the same server, database and framework with one indexed select and a template "
        "of 25 rows, without session, layout, languages or permissions (`benchmarks/bare.py`). Processor time of the "
        "worker for each page is the steadiest measure; medians of waiting time come after it.\n\n"
        f"Measured on {result.when}: {result.machine}; {versions}. {result.tickets} requests with five entries each, "
        f"200 organisations, 2,000 accounts; {result.rounds} rounds of {result.pages} pages, Balie and the bare page "
        f"in turn; load of the machine at the start {result.load:.1f}; {result.seconds} seconds in all."
        f"{'' if result.load < BUSY else BUSY_WORDS}"
    )


def _costs(result: Result, engine: str) -> str:
    rows = []
    for cost in (one for one in result.costs if one.engine == engine):
        statements, spent = result.timings.get(engine, {}).get(cost.step, (-1, -1.0))
        rows.append(
            f"| {cost.step} | {cost.cpu:.2f} | {cost.bare_cpu:.2f} | {cost.cpu_ratio:.2f} | {cost.wall:.2f} | "
            f"{cost.wall_ratio:.2f} | {statements} | {spent:.2f} | "
            f"{f'{cost.size / 1000:.1f}' if cost.size else '-'} | {cost.spread * 100:.0f} % |"
        )
    head = (
        "| step | CPU ms | bare page | ratio | median ms | ratio | statements | SQL ms | KB of HTML | rounds apart |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    return f"## {'SQLite' if engine == 'sqlite' else 'PostgreSQL'}\n\n{head}" + "\n".join(rows)


def _figures(result: Result) -> str:
    rows = []
    for name, engine, value in result.figures():
        figure = FIGURES[name]
        unit = f" {figure.unit}" if figure.unit else ""
        judged = verdict(name, value)
        rows.append(f"| {name} | {engine} | {value:.4g}{unit} | {figure.must:g} | {figure.aim:g} | {judged} |")
    head = "| figure | engine | measured | must | aim | reached |\n| --- | --- | --- | --- | --- | --- |\n"
    return "## Figures\n\n" + head + "\n".join(rows)


def _servers(result: Result) -> str:
    lines = ["## Servers, writers and a long list of people", ""]
    for server, steps in result.servers.items():
        told = "; ".join(f"{step} {cpu:.2f} ms CPU, {wall:.2f} ms median" for step, (cpu, wall) in steps.items())
        lines.append(f"- {server}: {told}.")
    if result.servers:
        lines.append(f"- Better by processor time: **{_better(result.servers)}**.")
    lines += [f"- {server} is not installed, so it was not measured." for server in result.absent]
    if result.writers:
        w = result.writers
        lines.append(
            f"- Eight processes filing at once on SQLite, each commit on disk: {w.a_second:.0f} a second; median "
            f"{w.median:.0f} ms, 99th percentile {w.p99:.0f} ms, longest {w.longest:.0f} ms."
        )
    for engine, one in result.imports.items():
        lines.append(
            f"- Ten thousand people from a file on {engine}: read and kept in {one.read:.1f} s, planned in "
            f"{one.planned:.1f} s, carried out by the worker in {one.carried_out:.1f} s; the process held at most "
            f"{one.memory:.0f} MiB."
        )
    return "\n".join(lines)


def _better(servers: dict[str, dict[str, tuple[float, float]]]) -> str:
    return min(servers, key=lambda name: sum(cpu for cpu, _wall in servers[name].values()))


def _repeat(result: Result) -> str:
    return (
        "## Repeat it\n\n`make bench` seeds both databases in a temporary folder, starts PostgreSQL from the wheel, "
        "and talks to 127.0.0.1 only. `python -m benchmarks --quick` looks in a minute and writes nothing; "
        "`--engines sqlite` and `--servers granian` narrow it. `python -m benchmarks --tickets 1000000` measures a "
        "larger size, and puts what grew since the smaller one on this page. gunicorn is measured "
        "when it is installed (`pip install -c constraints.txt balie[gunicorn]`)."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def _version(name: str) -> Any:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
