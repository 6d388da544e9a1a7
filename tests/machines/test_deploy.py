"""The files of docs/deploy are what systemd and nginx accept, and with them people get in and files get through."""

import http.client
import os
import re
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.settings import SETTINGS
from tests.guardian import guard, release
from tests.machines.conftest import until
from tests.servers import Browser, Server, environment, free_port
from tests.stores import tool

pytestmark = pytest.mark.machines
DOCS = Path(__file__).parents[2] / "docs"
DEPLOY = DOCS / "deploy"
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
MOST_EXPOSED = 25
"""Of a hundred, as `systemd-analyze security` counts; what people call well protected."""
FORM = "/linde/new/question/planning"


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_unit(unit: str, tmp_path: Path) -> None:
    program = tmp_path / "balie"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    text = (DEPLOY / unit).read_text()
    for path in ("/opt/balie/venv/bin/balie", "/usr/local/bin/balie-backup"):
        text = text.replace(path, str(program))
    for other in UNITS:
        (tmp_path / other).write_text(text if other == unit else (DEPLOY / other).read_text())
    done = subprocess.run(
        [tool("systemd-analyze"), "verify", "--man=no", str(tmp_path / unit)], capture_output=True, text=True
    )
    assert [line for line in done.stderr.splitlines() if unit in line] == []


@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("*.service")))
def test_a_service_can_do_little_besides_its_work(unit: str) -> None:
    line = [tool("systemd-analyze"), "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}"]
    done = subprocess.run([*line, str(DEPLOY / unit)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_file_of_settings_names_settings_that_exist() -> None:
    known = {f"BALIE_{setting.name}" for setting in SETTINGS}
    for path in DEPLOY.glob("*.env"):
        named = set(re.findall(r"^(BALIE_\w+)=", path.read_text(), re.MULTILINE))
        assert named <= known
        assert named
        # A shell and systemd read it alike: a value with a space stands between quotes.
        values = [line.partition("=")[2] for line in path.read_text().splitlines() if not line.startswith("#")]
        assert [value for value in values if " " in value and not re.fullmatch('".*"', value)] == []


def test_the_pages_name_every_file_that_is_there() -> None:
    pages = "".join((DOCS / name).read_text() for name in ("one-machine.md", "many-machines.md"))
    assert {path.name for path in DEPLOY.iterdir()} == set(re.findall(r"\(deploy/([\w.-]+)\)", pages))
    assert (DEPLOY / "balie-backup").stat().st_mode & stat.S_IXUSR


class Proxied(Server):
    """`balie serve` with the settings of production, and nginx in front with the configuration of the docs."""

    def line(self) -> list[str]:
        return [sys.executable, "-m", "portal.cli", "serve"]


@pytest.fixture(scope="module")
def site(furnished_app, engine, tmp_path_factory) -> Iterator[tuple[int, Path]]:
    """Serve the portal behind nginx; yields the port of TLS, and the folder with the logs."""
    folder = tmp_path_factory.mktemp("site")
    engine.put_back()
    port = free_port()
    env = environment(
        furnished_app,
        BALIE_ENV="production",
        BALIE_BASE_URL=f"https://localhost:{port}",
        BALIE_TRUSTED_HOSTS="127.0.0.1",  # who looks whether the process is up, without the proxy
        BALIE_PROXIES="1",
        BALIE_WORKERS="1",
        BALIE_LOG_LEVEL="INFO",
    )
    web = Proxied("", env)
    make_certificate(folder)
    nginx = configuration(folder, {"443": port, "80": free_port(), "8000": web.port})
    subprocess.run([tool("nginx"), "-t", "-q", "-c", str(nginx)], check=True)
    process = subprocess.Popen([tool("nginx"), "-c", str(nginx)], start_new_session=True)
    guardian = guard(process.pid)
    try:
        web.start()
        until(lambda: _answers(port), 20)
        yield port, folder
    finally:
        web.kill()
        process.terminate()
        process.wait(10)
        release(guardian)


def configuration(folder: Path, ports: dict[str, int]) -> Path:
    """Write the configuration of the docs with ports, names and folders of this test; return where it is."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)  # not every machine has IPv6
    text = re.sub(r"listen (443|80)\b", lambda found: f"listen 127.0.0.1:{ports[found[1]]}", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{ports['8000']}").replace("balie.example.nl", "localhost")
    text = re.sub(r"/etc/letsencrypt/live/localhost/", f"{folder}/", text)
    text = text.replace("/var/log/nginx/", f"{folder}/")
    places = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi"))
    places += f" uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;"
    whole = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    whole.write_text(
        f"{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ {places}\n{text}\n}}\n"
    )
    return whole


def make_certificate(folder: Path) -> None:
    """Write a certificate for localhost that nobody vouches for."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(secret)


def visit(port: int, house: str = "127.0.0.1") -> Browser:
    """Come as a browser does, over TLS, from the network address of a house."""
    browser = Browser(port)
    context = ssl._create_unverified_context()  # the certificate is ours, of a moment ago
    browser.connection = http.client.HTTPSConnection(
        "localhost", port, timeout=60, context=context, source_address=(house, 0)
    )
    return browser


def _answers(port: int) -> bool:
    with visit(port) as machine:
        return machine.exchange("GET", "/healthz")[0] == 200


def test_people_sign_in_through_the_proxy_and_a_file_of_25_mb_comes_back(site) -> None:
    port, folder = site
    large = b"%PDF-1.7\n" + os.urandom(25 * 1024 * 1024 - 9)
    with visit(port) as bram:
        bram.sign_in("bram@linde.example")
        assert any(name.startswith("__Host-") for name in bram.cookies)
        fields = bram.fields_of(FORM) | {"subject": "Een grote bijlage", "note": "Zie de bijlage", "client_number": ""}
        status, location, _page = bram.sends_files(FORM, fields, files=(large, "zilvervis.pdf"))
        assert status == 303
        _status, _location, page = bram.request("GET", location.removesuffix("/sent"))
        path = re.findall(r'href="([^"]*zilvervis\.pdf)"', page)[0]
        assert bram.exchange("GET", path) == (200, "", large)
        bram.exchange("GET", "/rate/a-secret-token")
        bram.exchange("GET", "/linde/requests?q=zilvervis")
    log = (folder / "balie.log").read_text()
    assert "/linde/files/" in log
    assert "GET /rate/ " in log
    for word in ("zilvervis", "a-secret-token"):
        assert word not in log


def test_what_is_too_much_is_refused_before_balie_hears_of_it(site) -> None:
    port, _folder = site
    with visit(port) as bram:
        bram.connection.putrequest("POST", "/signin")
        bram.connection.putheader("Content-Length", str(200 * 1024 * 1024))
        bram.connection.endheaders()
        assert bram.connection.getresponse().status == 413


def test_balie_knows_where_people_come_from_and_cannot_be_told_otherwise(site) -> None:
    port, _folder = site
    statuses = []
    with visit(port, "127.0.0.2") as nobody:  # not where the others live, who are still to sign in
        fields = nobody.fields_of("/signin") | {"email": "nobody@linde.example"}
        for turn in range(61):
            nobody.address = f"198.51.100.{turn}"  # a header that anybody can send
            statuses.append(nobody.request("POST", "/signin", fields)[0])
    assert statuses[-1] == 429
