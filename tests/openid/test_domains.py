"""An admin proves that a domain is the organisation's, by a text that its name server says."""

import socket
import threading
from collections.abc import Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from portal.openid import names
from tenants.domains import organisation_of_domain
from tenants.organisations import organisation_named
from tests.players import Page, Player

PATH = "/linde/org/sso/domains"


class NameServer:
    """Answers over UDP what `says` holds by name; a name that is missing does not exist, None is never answered."""

    def __init__(self) -> None:
        self.says: dict[str, list[str] | None] = {}
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            asked, where = self.socket.recvfrom(2000)
            if asked == b"stop":
                return
            question = dns.message.from_wire(asked)
            name = question.question[0].name.to_text().rstrip(".")
            answer = dns.message.make_response(question)
            answer.flags |= dns.flags.RA
            texts = self.says.get(name, "")
            if texts is None:
                continue
            if texts == "":
                answer.set_rcode(dns.rcode.NXDOMAIN)
            elif texts:
                spelled = [f'"{text}"' for text in texts]
                answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *spelled))
            self.socket.sendto(answer.to_wire(), where)

    def stop(self) -> None:
        self.socket.sendto(b"stop", ("127.0.0.1", self.port))
        self.thread.join()
        self.socket.close()


@pytest.fixture
def name_server(monkeypatch) -> Iterator[NameServer]:
    server = NameServer()

    def resolver() -> dns.resolver.Resolver:
        made = dns.resolver.Resolver(configure=False)
        made.nameservers, made.port = ["127.0.0.1"], server.port
        return made

    monkeypatch.setattr(names, "resolver", resolver)
    monkeypatch.setattr(names, "PATIENCE", 0.5)
    yield server
    server.stop()


def adds(admin: Player, name: str) -> Page:
    path = f"/{admin.house}/org/sso/domains"
    return admin.posts(path, {"name": name}, on=path)


def text_of(admin: Player) -> str:
    found = admin.opens(f"/{admin.house}/org/sso/domains").soup.select_one("main code")
    assert found
    return found.get_text()


def looks(admin: Player) -> Page:
    page = admin.opens(f"/{admin.house}/org/sso/domains")
    form = page.soup.select_one("form[action$='/look']")
    assert form, page.text
    admin.browser.post(form["action"], data=page.form(str(form["action"])))
    return admin.opens(f"/{admin.house}/org/sso/domains")


def owner_of(app, name: str) -> int | None:
    with app.app_context():
        return organisation_of_domain(f"somebody@{name}")


def test_a_domain_is_the_organisations_once_its_name_server_says_our_text(app, henk, name_server):
    assert adds(henk, "Zorg-De-Linde.nl").status == 303
    assert owner_of(app, "zorg-de-linde.nl") is None
    name_server.says["zorg-de-linde.nl"] = ["v=spf1 -all", text_of(henk)]

    page = looks(henk)

    assert "zorg-de-linde.nl is nu een domein van je organisatie" in page.html
    with app.app_context():
        assert organisation_of_domain("x@zorg-de-linde.nl") == organisation_named("linde")
    assert "bewees dat het domein zorg-de-linde.nl" in henk.opens("/linde/org/audit").text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "bestaat niet op internet"),
        ([], "nog geen TXT-record"),
        (["v=spf1 -all", "balie-verification=another", "x balie-verification="], "andere TXT-records"),
        (None, "geeft geen antwoord"),
    ],
)
def test_each_way_in_which_it_is_not_there_is_told(app, henk, name_server, said, words):
    adds(henk, "elders.nl")
    if said != "":
        name_server.says["elders.nl"] = said

    assert words in looks(henk)
    assert owner_of(app, "elders.nl") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gmail.com", "mailadres bij gmail.com"),
        ("mail.ziggo.nl", "mailadres bij"),
        ("vechtdal.example", "Een andere organisatie heeft dit domein"),
        ("linde.example", "al van je organisatie"),
        ("geen domein", "domein"),
        ("", "Vul een domein in"),
        ("x" * 300, ""),
    ],
)
def test_what_cannot_be_the_organisations_is_refused_in_words(henk, name, words):
    page = adds(henk, name)

    assert page.status == 422
    assert words.lower() in page.errors[0].lower()
    assert "Vechtdal" not in page.text


def test_of_two_organisations_that_say_so_the_one_that_proves_it_gets_it(app, henk, ilse, name_server):
    adds(henk, "samen.nl")
    adds(ilse, "samen.nl")
    assert text_of(henk) != text_of(ilse)
    name_server.says["samen.nl"] = [text_of(ilse)]

    assert "andere TXT-records" in looks(henk)
    looks(ilse)
    name_server.says["samen.nl"] = [text_of(henk)]

    assert "Een andere organisatie heeft dit domein" in looks(henk).html
    with app.app_context():
        assert organisation_of_domain("x@samen.nl") == organisation_named("vechtdal")


def test_a_domain_is_asked_once_and_can_be_taken_back(henk):
    adds(henk, "elders.nl")
    adds(henk, "elders.nl")
    page = henk.opens(PATH)
    assert page.html.count("balie-verification=") == 1

    removal = next(str(form["action"]) for form in page.soup.select("form[action$='/removal']"))
    henk.browser.post(removal, data=page.form(removal))

    assert "balie-verification=" not in henk.opens(PATH).html


def test_nobody_of_another_organisation_looks_or_takes_back(henk, ilse):
    adds(henk, "elders.nl")
    look = str(henk.opens(PATH).soup.select_one("form[action$='/look']")["action"])
    theirs = look.replace("/linde/", "/vechtdal/")

    assert ilse.sends(look, {}).status == 404
    assert ilse.sends(theirs, {}).status == 404
    assert ilse.sends(theirs.replace("/look", "/removal"), {}).status == 404
    assert "elders.nl" in henk.opens(PATH)
