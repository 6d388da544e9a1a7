"""The worker, with the places of `app.py`."""

from portal.jobs.runner import run
from tests.faults.app import app

if __name__ == "__main__":
    with app.app_context():
        run(app)
