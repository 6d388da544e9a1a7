"""Where the work account is the only way to sign in, a passkey is none; but for the admin who keeps a password."""

import pytest

from tests.factor.keeper import Keeper
from tests.factor.test_passkeys import asked, makes, shows
from tests.openid.visiting import arranges, is_in, switches
from tests.players import Player


@pytest.fixture
def keepers(bram, henk, provider) -> dict[str, Keeper]:
    """Passkeys of Bram and Henk, and then the work account as the only way."""
    found = {"bram": Keeper(), "henk": Keeper()}
    arranges(henk, provider)
    for player, keeper in ((bram, found["bram"]), (henk, found["henk"])):
        assert makes(player, keeper).status == 200
    page = henk.opens("/linde/org/sso")
    names = {option.get_text(strip=True): option["value"] for option in page.soup.select("select[name=keeper] option")}
    assert switches(henk, "enforced", keeper=names[henk.name]).status == 303
    return found


def test_a_colleague_is_told_to_use_the_work_account(app, keepers):
    stranger = Player(app, None)
    page = shows(stranger, keepers["bram"].shows(asked(stranger)))

    assert page.status == 422
    assert "Een passkey telt hier niet. Log in met je werkaccount." in page
    assert not is_in(stranger)


def test_the_admin_who_keeps_a_password_keeps_a_passkey_too(app, keepers):
    stranger = Player(app, None)

    assert shows(stranger, keepers["henk"].shows(asked(stranger))).status == 302
    assert is_in(stranger)


def test_it_counts_again_when_the_work_account_is_one_of_the_ways(app, keepers, henk):
    at_work = Player(app, None)
    shows(at_work, keepers["henk"].shows(asked(at_work)))
    at_work.one = henk.one
    assert switches(at_work, "on").status == 303

    stranger = Player(app, None)
    assert shows(stranger, keepers["bram"].shows(asked(stranger))).status == 302
