"""The worker, with the places of `app.py`."""

from portal.app import DUTIES
from portal.jobs.runner import run
from portal.notices.sending import send_due
from tests.faults.app import app

if __name__ == "__main__":
    run(app, send_due, DUTIES)
