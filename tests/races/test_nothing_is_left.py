"""A test run that is killed leaves no server behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]

RUN = """
import sys, time
from tests.servers import Server
server = Server("wsgi:app", dict(__import__("os").environ), workers=2)
server.start(wait=False)
print(server.process.pid, flush=True)
time.sleep(60)
"""


def members(group: int) -> list[int]:
    """The processes of a group that still run."""
    found = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in found.splitlines()]
    return [int(pid) for pid, its, state in rows if int(its) == group and not state.startswith("Z")]


def until(true, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_run_that_is_killed_takes_its_server_and_workers_with_it(tmp_path):
    env = os.environ | {"BALIE_ENV": "demo", "BALIE_INSTANCE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, env=env, stdout=subprocess.PIPE) as run:
        assert run.stdout
        group = int(run.stdout.readline())
        try:
            assert until(lambda: len(members(group)) > 1), "the server has workers"

            run.send_signal(signal.SIGKILL)

            assert until(lambda: not members(group))
        finally:
            run.kill()
            for left in members(group):
                os.kill(left, signal.SIGKILL)
