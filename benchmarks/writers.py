"""Eight processes file requests at once on SQLite, each in a transaction that is on disk when it ends."""

import json
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .grounds import SECRET, Ground
from .steps import NOTE, SUBJECT

WRITERS = 8


@dataclass(frozen=True, slots=True)
class Waited:
    """How long a filing took, its turn in the queue included, in milliseconds."""

    median: float
    p99: float
    longest: float
    a_second: float


def write_at_once(ground: Ground, seconds: float) -> Waited:
    """Let the writers file for so many seconds."""
    said = json.dumps([str(ground.instance), ground.organisation_id, ground.email, seconds])
    command = [sys.executable, "-m", "benchmarks.writers", said]
    root = Path(__file__).parent.parent
    writers = [
        subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(WRITERS)
    ]
    for writer in writers:
        _readline(writer)  # it is ready
    start = str(time.time() + 0.5)
    took: list[float] = []
    for writer in writers:
        writer.stdin.write(f"{start}\n")  # type: ignore[union-attr]
        writer.stdin.flush()  # type: ignore[union-attr]
    for writer in writers:
        took.extend(json.loads(_readline(writer)))
        writer.wait(timeout=30)
    took.sort()
    return Waited(
        median=took[len(took) // 2],
        p99=took[int(len(took) * 0.99)],
        longest=took[-1],
        a_second=len(took) / seconds,
    )


def _readline(writer: subprocess.Popen[str]) -> str:
    line = writer.stdout.readline()  # type: ignore[union-attr]
    if not line:
        raise RuntimeError("a writer ended early")
    return line


def _write(instance: str, organisation: int, email: str, seconds: float) -> list[float]:
    from portal.app import create_app
    from portal.catalogue.rules import Kind
    from portal.tickets.filing import Filing, file_request
    from tenants.context import member_for
    from tenants.database import db, write_transaction
    from tenants.scope import Scope, enter
    from tenants.sessions import account_to_check

    app = create_app({"ENV": "demo", "INSTANCE": instance, "SECRET_KEY": SECRET, "LOG_LEVEL": "ERROR"})
    took = []
    with app.test_request_context():
        account = account_to_check(email)
        if account is None:
            raise LookupError(email)
        enter(Scope.of(organisation, account[0]))
        member = member_for(account[0], organisation)
        if member is None:
            raise LookupError(organisation)
        filing = Filing(Kind.QUESTION, "planning", {"subject": SUBJECT, "note": NOTE})
        print("ready", flush=True)
        start = float(sys.stdin.readline())
        time.sleep(max(0, start - time.time()))
        while time.time() < start + seconds:
            begin = time.perf_counter()
            with write_transaction():
                file_request(member, filing, key=secrets.token_urlsafe(24))
            took.append((time.perf_counter() - begin) * 1000)
            db.session.expunge_all()
    return took


if __name__ == "__main__":
    print(json.dumps(_write(*json.loads(sys.argv[1]))))
