"""An admin brings ten thousand people: the file is read, the plan is made to be looked at, and it is carried out."""

import io
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .grounds import SECRET, Ground

PEOPLE = 10_000
TEAMS = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """How long each part took, in seconds, and the most memory the process held, in MiB."""

    read: float
    planned: float
    carried_out: float
    memory: float

    @property
    def whole(self) -> float:
        """Return how long all of it took."""
        return self.read + self.planned + self.carried_out


def import_people(ground: Ground) -> Imported:
    """Let an admin bring the list, in a process of its own."""
    said = json.dumps([ground.url, str(ground.instance), ground.organisation_id, ground.email])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", said],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return Imported(**json.loads(done.stdout.splitlines()[-1]))


def the_list() -> bytes:
    """Return the file: everybody with a number and a unit, most with a manager from the list itself."""
    heads = "Naam;E-mailadres;Personeelsnummer;Onderdeel;Leidinggevende"
    rows = (
        f"Mens {n};mens{n}@import.example;9{n:05};Team {n % TEAMS};{f'9{n % TEAMS:05}' if n >= TEAMS else ''}"
        for n in range(PEOPLE)
    )
    return "\r\n".join((heads, *rows)).encode()


def _import(url: str, instance: str, organisation: int, email: str) -> dict[str, float]:
    import resource

    from portal.app import create_app
    from portal.importing import verbs
    from portal.importing.duties import carry_out_imports
    from portal.importing.models import Stage
    from portal.importing.planning import Choices
    from portal.importing.queries import planned, run_of
    from portal.importing.sheets import read
    from tenants.context import member_for
    from tenants.database import db, write_transaction
    from tenants.scope import Scope, enter
    from tenants.sessions import account_to_check

    settings = {"ENV": "demo", "INSTANCE": instance, "SECRET_KEY": SECRET, "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    with create_app(settings).test_request_context():
        account = account_to_check(email)
        scope = Scope.of(organisation, account[0] if account else 0)
        enter(scope)
        member = member_for(scope.account_id or 0, organisation)
        if member is None:
            raise LookupError(email)

        moments = [time.perf_counter()]
        sheet = read("mensen.csv", io.BytesIO(the_list()), "")
        with write_transaction():
            code = verbs.keep(member, "mensen.csv", sheet).code
        with write_transaction():
            verbs.match(member, code, run_of(code).columns, True, Choices(make_units=True))
        moments.append(time.perf_counter())
        seal = planned(member, run_of(code, "lines")).seal
        moments.append(time.perf_counter())
        with write_transaction():
            verbs.agree(member, code, seal)
        db.session.rollback()
        carry_out_imports()
        moments.append(time.perf_counter())

        enter(scope)
        run = run_of(code)
        if run.stage is not Stage.DONE or run.counts.get("new") != PEOPLE:
            raise RuntimeError(f"the list is {run.stage}: {run.counts} {run.why}")
    parts = zip(("read", "planned", "carried_out"), moments, moments[1:], strict=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {name: later - sooner for name, sooner, later in parts} | {"memory": peak}


if __name__ == "__main__":
    print(json.dumps(_import(*json.loads(sys.argv[1]))))
