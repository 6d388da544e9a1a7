"""A web process that served the usual pages has loaded nothing that only few pages need.

Each library here takes megabytes of every worker. Where one is needed, it is imported in the function that needs it.
"""

import json
import subprocess
import sys

import pytest
from sqlalchemy.engine import make_url

from portal.demo.cast import PASSWORD
from tests.servers import environment

VISIT = """
import json, re, sys
from portal.serving import application

told = json.loads(sys.argv[1])
browser = application().test_client()

def token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))[1]

typed = {"email": told["email"], "password": told["password"], "next": "", "csrf_token": token(browser.get("/signin"))}
assert browser.post("/signin", data=typed).status_code == 302
for path in told["pages"]:
    assert browser.get(path).status_code == 200, path
if told["further"]:
    __import__(told["further"])
for form, path, typed in told["posts"]:
    page = browser.get(form)
    key = re.search(r'name="key"[^>]*value="([^"]+)"', page.get_data(as_text=True))[1]
    answer = browser.post(path, data=typed | {"key": key, "csrf_token": token(page)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""

PAGES = (
    "/linde/",
    "/linde/requests?scope=mine",
    "/linde/requests?scope=mine&q=rooster",
    "/linde/new",
    "/linde/news",
    "/contact",
    "/account",
)

NEW = "/linde/new/question/planning"
POSTS = (
    (NEW, NEW, {"subject": "Rooster", "note": "Ik zie mijn rooster niet.", "client_number": ""}),
    ("/linde/requests/1", "/linde/requests/1/replies", {"body": "Dank je wel."}),
)

FEW_NEED = frozenset(
    "OpenSSL PIL alembic authlib boto3 botocore charset_normalizer cryptography dns holidays joserfc openpyxl "
    "prometheus_client pyasn1 quotequail redis requests segno urllib3 webauthn".split()
)
"""For signing in with a work account or a passkey, for pictures, spreadsheets, and what the operator sets up."""


def loaded(app, further: str = "") -> set[str]:
    """Return what a fresh web process has loaded after the usual pages, and after importing something more."""
    told = {"email": "bram@linde.example", "password": PASSWORD, "pages": PAGES, "posts": POSTS, "further": further}
    run = subprocess.run(
        [sys.executable, "-c", VISIT, json.dumps(told)],
        env=environment(app),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def test_a_worker_that_served_the_usual_pages_has_loaded_nothing_that_few_need(app):
    there = loaded(app)
    driver = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_driver_name()

    assert there & FEW_NEED == set()
    assert ("psycopg" in there) is (driver == "psycopg")


@pytest.mark.parametrize("planted", ["portal.web.outbound", "tenants.passkey_answers"])
def test_what_is_loaded_all_the_same_is_found(app, planted):
    assert loaded(app, planted) & FEW_NEED
