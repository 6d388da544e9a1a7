"""A remembered device need not show the second step: for one account, for thirty days, until the password changes."""

from portal.demo.cast import PASSWORD
from tests.factor.proving import HERE, at_another_browser, sets_up_app, shows_code, shows_password
from tests.players import somebody


def is_remembered_here(player, telephone, later):
    """Sign in at another browser and let it remember."""
    other = at_another_browser(player)
    with later(minutes=2):
        shows_password(other)
        assert shows_code(other, telephone.code(), remember="y").status == 302
    leaves(other)
    return other


def cookie_in(player):
    kept = player.browser._cookies or {}
    return next((one.key, one.value) for one in kept.values() if one.key.startswith("balie-device"))


def leaves(player):
    player.posts("/signout", {}, on="/account")


def test_bram_is_not_asked_again_for_thirty_days(bram, later):
    telephone, _codes = sets_up_app(bram)
    other = is_remembered_here(bram, telephone, later)

    with later(days=29):
        assert shows_password(other).location == "/"
        leaves(other)
    with later(days=31):
        assert shows_password(other).location == "/signin/code"


def test_without_a_tick_he_is_asked_again(bram, later):
    telephone, _codes = sets_up_app(bram)
    other = at_another_browser(bram)
    with later(minutes=2):
        shows_password(other)
        shows_code(other, telephone.code())
    leaves(other)

    assert shows_password(other).location == "/signin/code"


def test_a_device_of_bram_is_none_of_karim(bram, karim, later):
    telephone, _codes = sets_up_app(bram)
    sets_up_app(karim)
    other = is_remembered_here(bram, telephone, later)

    other.one = somebody("karim")
    assert shows_password(other).location == "/signin/code"
    other.one = bram.one
    assert shows_password(other).location == "/"


def test_the_cookie_of_bram_under_the_name_of_karim_helps_nobody(bram, karim, later):
    telephone, _codes = sets_up_app(bram)
    karims, _more = sets_up_app(karim)
    other = is_remembered_here(bram, telephone, later)
    his = is_remembered_here(karim, karims, later)
    _name, token = cookie_in(other)
    name, _token = cookie_in(his)
    thief = at_another_browser(karim)
    thief.browser.set_cookie(name, token)

    assert shows_password(thief).location == "/signin/code"


def test_another_password_ends_it(bram, later):
    telephone, _codes = sets_up_app(bram)
    other = is_remembered_here(bram, telephone, later)
    new = {"current": PASSWORD, "password": PASSWORD + " en terug"}
    assert bram.posts("/account/security/password", new, on="/account/security").status == 303

    first = other.posts("/signin", {"email": "bram@linde.example"}, on="/signin")
    answer = other.browser.post("/signin", data=first.form("/signin") | {"password": PASSWORD + " en terug"})

    assert answer.headers["Location"] == "/signin/code"


def test_bram_sees_it_and_ends_it_and_karim_cannot(bram, karim, later):
    telephone, _codes = sets_up_app(bram)
    other = is_remembered_here(bram, telephone, later)
    page = bram.opens(HERE)
    button = next(form["action"] for form in page.soup.select("form") if "/devices/" in form.get("action", ""))

    token = karim.opens(HERE).soup.select_one("input[name=csrf_token]")["value"]
    assert karim.browser.post(button, data={"csrf_token": token}).status_code == 404
    assert shows_password(other).location == "/"
    leaves(other)

    assert bram.posts(button, {}, on=HERE).status == 303
    assert shows_password(other).location == "/signin/code"
