"""Who comes first after a restart does not wait for templates to be compiled."""

import pytest

from portal.web.environment import Environment
from portal.web.warming import warm


@pytest.fixture
def compiled(app, monkeypatch) -> list[str]:
    """What is compiled from here on; nothing is before."""
    names: list[str] = []
    compile_one = Environment._generate

    def note(self, source, name, *args, **options):
        names.append(name)
        return compile_one(self, source, name, *args, **options)

    monkeypatch.setattr(Environment, "_generate", note)
    app.jinja_env.cache = None
    return names


def visits(bram, joost, nobody) -> None:
    ticket = bram.files("Waar staat mijn rooster?")
    for path in ("/linde/", "/linde/requests", ticket.path, "/linde/new/question/planning"):
        assert bram.opens(path).status == 200
    for path in ("/desk/inbox/all", f"/desk/requests/{ticket.reference}"):
        assert joost.opens(path).status == 200
    assert nobody.opens("/signin").status == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_usual_pages_of_a_warm_process_compile_nothing(app, bram, joost, nobody, compiled, language):
    for player, page in ((bram, "/linde/"), (joost, "/desk/inbox/all")):
        player.posts("/preferences", {"language": language}, on=page)
    app.jinja_env.cache = None
    warm(app)
    compiled.clear()

    visits(bram, joost, nobody)

    assert compiled == []


def test_the_usual_pages_of_a_cold_process_compile_much(bram, joost, nobody, compiled):
    visits(bram, joost, nobody)

    assert len(compiled) > 10
