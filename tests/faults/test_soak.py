"""Work for minutes on end: memory stays where it was after warming up, and no file stays open."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.figures import Figures
from tests.faults.mailboxes import Mailbox, mail_server
from tests.faults.visiting import Answer, Visitor
from tests.guardian import guard, release
from tests.servers import Server, environment, number_in, serving

pytestmark = pytest.mark.faults
SECONDS = float(os.environ.get("FAULT_SOAK_SECONDS", "600"))
LOOKS = 60
WARM = 1 / 3  # of the time: caches of pages, templates and statements fill
PAUSE = 0.1  # seconds a person rests between two acts
FORM = "/linde/new/question/planning"


@dataclass
class Process:
    """What a process held at each look."""

    name: str
    pid: int
    memory: list[float] = field(default_factory=list)  # MiB
    handles: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Note what it holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        self.memory.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
        self.handles.append(len(os.listdir(f"/proc/{self.pid}/fd")))

    @property
    def slope(self) -> float:
        """By how many percent the last third of what was seen after warming up lies above its first third."""
        seen = self.memory[int(len(self.memory) * WARM) :]
        third = max(1, len(seen) // 3)
        first, last = (sorted(part)[len(part) // 2] for part in (seen[:third], seen[-third:]))
        return 100 * (last - first) / first

    @property
    def more_handles(self) -> int:
        """How many more files were open in the last third than in the first, at the least."""
        seen = self.handles[int(len(self.handles) * WARM) :]
        third = max(1, len(seen) // 3)
        return min(seen[-third:]) - min(seen[:third])


@contextmanager
def working(app: Flask, **env: str) -> Iterator[int]:
    """Run a worker for the length of the block; return its process."""
    line = [str(Path(sys.executable).with_name("balie")), "work"]
    worker = subprocess.Popen(line, env=environment(app, **env), start_new_session=True)
    guardian = guard(worker.pid)
    try:
        yield worker.pid
    finally:
        release(guardian)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def workers_of(server: Server) -> list[int]:
    assert server.process
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def act(visitor: Visitor, token: str, who: int, turn: int) -> list[Answer]:
    """Read, file with a file, read it, and reply."""
    fields = {"csrf_token": token, "key": f"soak {who} {turn}", "subject": f"Vraag {who}.{turn}", "note": "x"}
    answers = [visitor.gets("/linde/"), visitor.gets("/linde/requests")]
    content = f"bijlage {who} {turn}\n".encode() * 500
    answers.append(visitor.posts(FORM, fields | {"client_number": ""}, {"bijlage.txt": content}))
    if answers[-1].status == 303:
        page = f"/linde/requests/{number_in(answers[-1].location)}"
        reply = {"csrf_token": token, "key": f"soak reply {who} {turn}", "body": "Nog iets."}
        answers += [visitor.gets(page), visitor.posts(f"{page}/replies", reply)]
    answers.append(visitor.gets("/linde/requests?scope=mine&q=vraag"))
    return answers


def test_work_for_minutes_on_end(app: Flask, figures: Figures) -> None:
    """Soak"""
    mailbox, answers, done = Mailbox(), [], threading.Event()
    with mail_server(mailbox) as address, serving(app, workers=2) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        token = bram.fields_of(FORM)["csrf_token"]

        def keep_acting(who: int) -> None:
            turn = 0
            while not done.is_set():
                answers.extend(act(bram, token, who, turn))
                turn += 1
                time.sleep(PAUSE)

        with working(app, BALIE_SMTP_URL=address) as worker:
            people = [threading.Thread(target=keep_acting, args=(who,), daemon=True) for who in range(2)]
            for person in people:
                person.start()
            processes = [Process(f"web {place}", pid) for place, pid in enumerate(workers_of(server), 1)]
            processes.append(Process("worker", worker))
            for _look in range(LOOKS):
                time.sleep(SECONDS / LOOKS)
                for process in processes:
                    process.look()
            done.set()
            for person in people:
                person.join(60)
    figures.tell("seconds", round(SECONDS))
    figures.tell("requests", len(answers))
    figures.tell("mails taken", len(mailbox.taken))
    figures.exactly("answers that were no success", sorted({one.status for one in answers} - {200, 303}), [])
    for process in processes:
        figures.tell(f"{process.name}: memory at the end", round(process.memory[-1], 1), "MiB")
        figures.at_most(f"{process.name}: memory slope after warming up", process.slope, 5, "%")
        figures.at_most(f"{process.name}: more files open", process.more_handles, 0)
