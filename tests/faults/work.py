"""A nursery of workers, with the places of `app.py`: each line it reads, a moment, starts a worker at that moment.

What a worker needs is loaded once, so that a killed one has a successor within milliseconds.
"""

import os
import sys
from datetime import datetime

from portal.app import DUTIES
from portal.jobs.runner import run
from portal.notices.sending import send_due
from tenants import clock
from tests.faults.app import app

if __name__ == "__main__":
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            clock.FROZEN = datetime.fromisoformat(line.strip())
            run(app, send_due, DUTIES)
            os._exit(0)
        print(child, flush=True)
