"""Nothing that a test run started outlives it, however the run ends.

A process that is killed cannot clean up, and Linux' "die with your parent" reaches a server but not its workers.
So a guardian holds the other end of a pipe: when this process is gone the pipe closes, and the guardian kills the
group. Run as a script with the group's id.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress


def guard(group: int) -> "subprocess.Popen[bytes]":
    """Let a process group die with this process; let the guardian go with `release` before ending the group."""
    line = [sys.executable, "-S", __file__, str(group)]
    return subprocess.Popen(line, stdin=subprocess.PIPE, start_new_session=True)


def release(guardian: "subprocess.Popen[bytes]") -> None:
    """Let a guardian go, its group unharmed."""
    guardian.kill()
    guardian.communicate()


def wait_and_kill(group: int) -> None:
    """Wait until whoever started this is gone, then kill the group."""
    sys.stdin.buffer.read()
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    wait_and_kill(int(sys.argv[1]))
