"""What a hostile provider, or somebody between a browser and one, may try: nobody is signed in by any of it."""

import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import func, select

from tenants.database import db
from tenants.models import Account, Session
from tests.openid.provider import CLIENT_ID, provider_running
from tests.openid.visiting import arranges, begins, comes_back, describes, goes, is_in, signs_in_at_work, switches
from tests.players import Player, somebody

BRAM = "bram@linde.example"
NOT_NOW = int(time.time())


def sessions_of(app, email: str) -> int:
    with app.app_context():
        mine = select(func.count(Session.id)).join(Account, Account.id == Session.account_id)
        return db.session.scalar(mine.where(Account.email == email)) or 0


@pytest.fixture
def arranged(provider, henk):
    arranges(henk, provider)
    return provider


def without(name: str):
    return lambda claims: {key: value for key, value in claims.items() if key != name}


def saying(**more):
    return lambda claims: claims | more


FORGED = {
    "email_verified is false": saying(email_verified=False),
    "email_verified is absent": without("email_verified"),
    "email_verified is a text": saying(email_verified="true"),
    "email_verified is a number": saying(email_verified=1),
    "email_verified is a list": saying(email_verified=[True]),
    "what Entra says instead, from another provider": lambda claims: (
        without("email_verified")(claims) | {"xms_edov": True}
    ),
    "no address": without("email"),
    "an address that is a list": saying(email=["bram@linde.example"]),
    "two addresses in one": saying(email="bram@linde.example,tom@vechtdal.example"),
    "an address of another organisation": saying(email="tom@vechtdal.example"),
    "an address of the service organisation": saying(email="joost@nova.example"),
    "an address below the domain": saying(email="bram@mail.linde.example"),
    "an address of a look-alike domain": saying(email="bram@linde.example.evil.example"),
    "for another application": saying(aud="another-application"),
    "for a list without us": saying(aud=["another-application", "one-more"]),
    "for a list of us and others": saying(aud=[CLIENT_ID, "another-application"]),
    "for a list of us and others, asked by another": saying(
        aud=[CLIENT_ID, "another-application"], azp="another-application"
    ),
    "for us, asked by another": saying(azp="another-application"),
    "for nobody": without("aud"),
    "from another issuer": saying(iss="https://accounts.google.com"),
    "from no issuer": without("iss"),
    "from an issuer with a slash more": lambda claims: claims | {"iss": claims["iss"] + "/"},
    "over": saying(exp=NOT_NOW - 600),
    "never over": without("exp"),
    "over at a text": saying(exp="never"),
    "made tomorrow": saying(iat=NOT_NOW + 86_400),
    "made yesterday": saying(iat=NOT_NOW - 86_400),
    "not yet": saying(nbf=NOT_NOW + 86_400),
    "with another nonce": saying(nonce="another"),
    "without a nonce": without("nonce"),
    "with a nonce that is a list": lambda claims: claims | {"nonce": [claims["nonce"]]},
    "of nobody": without("sub"),
    "of somebody empty": saying(sub=""),
    "of a number": saying(sub=7),
    "of somebody endless": saying(sub="b" * 300),
    "with the hash of another access token": saying(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_forged_answer_signs_nobody_in(app, arranged, nobody, forged):
    before = sessions_of(app, BRAM)
    arranged.forged = forged

    page = signs_in_at_work(nobody, BRAM)

    assert page.status == 403
    assert "code" in page.text
    assert not is_in(nobody)
    assert sessions_of(app, BRAM) == before


@pytest.mark.parametrize(
    "how",
    ["unsigned", "sign_with_the_public_key", "sign_with_another_key"],
)
def test_an_answer_that_is_not_signed_with_the_providers_key_signs_nobody_in(arranged, nobody, how):
    arranged.signed = getattr(arranged, how)

    assert signs_in_at_work(nobody, BRAM).status == 403
    assert not is_in(nobody)


@pytest.mark.parametrize("token", ["", "a.b.c", "not a token", "é.é.é", "." * 10_000])
def test_what_is_no_token_signs_nobody_in(arranged, nobody, token):
    arranged.signed = lambda _claims: token

    assert signs_in_at_work(nobody, BRAM).status == 403
    assert not is_in(nobody)


def test_a_key_that_only_looks_public_is_not_taken(arranged, nobody):
    """A symmetric key among the keys of a provider is a secret that everybody can read."""
    arranged.metadata["jwks_uri"] = f"{arranged.issuer}/userinfo"
    arranged.userinfo = {
        "keys": [{"kty": "oct", "kid": "one", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0", "alg": "HS256"}]
    }
    arranged.signed = arranged.sign_with_the_public_key

    assert signs_in_at_work(nobody, BRAM).status == 403
    assert not is_in(nobody)


def test_the_right_answer_does_sign_in(arranged, nobody):
    """So that the refusals above are for what is forged, and nothing else."""
    assert signs_in_at_work(nobody, BRAM).status == 302
    assert is_in(nobody)


def test_a_list_of_audiences_that_names_us_as_who_asked_is_taken(arranged, nobody):
    arranged.forged = saying(aud=[CLIENT_ID, "another-application"], azp=CLIENT_ID)

    assert signs_in_at_work(nobody, BRAM).status == 302


def test_somebody_else_with_the_address_of_who_came_before_does_not_come_in(app, arranged, nobody, post_office):
    signs_in_at_work(Player(app, None), BRAM)
    before = sessions_of(app, BRAM)
    arranged.who = arranged.who | {"sub": "somebody-else"}

    page = signs_in_at_work(nobody, BRAM)

    assert page.status == 403
    assert "ander werkaccount" in page.text
    assert sessions_of(app, BRAM) == before


def test_the_same_subject_at_another_issuer_is_somebody_else(app, arranged, henk, nobody):
    signs_in_at_work(Player(app, None), BRAM)
    before = sessions_of(app, BRAM)
    with provider_running() as another:
        arranges(henk, another)
        another.who = {"sub": "bram-1", "email": "somebody@linde.example", "email_verified": True}
        assert signs_in_at_work(nobody, BRAM).status == 403
        another.who = {"sub": "bram-1", "email": BRAM, "email_verified": True}
        assert signs_in_at_work(nobody, BRAM).status == 403

    assert not is_in(nobody)
    assert sessions_of(app, BRAM) == before


def test_a_provider_vouches_for_nobody_of_another_organisation(app, provider, ilse, nobody):
    """The provider of Vechtdal says that it is Bram of De Linde, by address and by subject."""
    arranges(ilse, provider)
    provider.who = {"sub": "bram-1", "email": BRAM, "email_verified": True}
    before = sessions_of(app, BRAM)

    assert signs_in_at_work(nobody, "tom@vechtdal.example").status == 403
    assert not is_in(nobody)
    assert sessions_of(app, BRAM) == before


def test_a_link_of_one_organisation_counts_in_no_other(app, provider, ilse, henk, nobody):
    """Two organisations use one provider: who is linked in one of them is nobody in the other."""
    arranges(henk, provider)
    signs_in_at_work(Player(app, None), BRAM)
    before = sessions_of(app, BRAM)
    arranges(ilse, provider)
    provider.who = {"sub": "bram-1", "email": "nobody@vechtdal.example", "email_verified": True}

    assert signs_in_at_work(nobody, "nobody@vechtdal.example").status == 403
    assert sessions_of(app, BRAM) == before


def test_a_state_works_once(arranged, nobody):
    address = goes(begins(nobody, BRAM))
    assert comes_back(nobody, address).status == 302
    nobody.posts("/signout", {}, on="/account")

    page = comes_back(nobody, address)

    assert page.status == 403
    assert not is_in(nobody)


def test_a_state_works_once_when_nobody_came_in_by_it(arranged, nobody):
    arranged.forged = saying(email_verified=False)
    address = goes(begins(nobody, BRAM))
    comes_back(nobody, address)
    arranged.forged = saying()

    assert comes_back(nobody, address).status == 403
    assert not is_in(nobody)


def test_nobody_is_signed_in_by_the_address_with_which_somebody_else_comes_back(app, arranged, nobody):
    """Whoever sends a victim the end of a sign-in of their own would have the victim act in their account."""
    attacker = Player(app, None)
    address = goes(begins(attacker, BRAM))

    assert comes_back(nobody, address).status == 403
    assert not is_in(nobody)
    begins(nobody, BRAM)  # with a visit of one's own under way, too
    assert comes_back(nobody, address).status == 403
    assert not is_in(nobody)
    assert comes_back(attacker, address).status == 302  # and who began is not hindered by it


def test_a_nonce_of_another_visit_does_not_count(arranged, nobody):
    earlier = goes(begins(nobody, BRAM))
    nonce = arranged.visits[parse_qs(urlsplit(earlier).query)["code"][0]]["nonce"]
    arranged.forged = saying(nonce=nonce)

    assert signs_in_at_work(nobody, BRAM).status == 403
    assert not is_in(nobody)


def test_the_code_of_another_visit_does_not_count(app, arranged, nobody):
    """Its verifier is another browser's."""
    stolen = parse_qs(urlsplit(goes(begins(Player(app, None), BRAM))).query)["code"][0]
    parts = urlsplit(goes(begins(nobody, BRAM)))
    query = parse_qs(parts.query)

    page = comes_back(nobody, f"{parts.path}?{urlencode({'code': stolen, 'state': query['state'][0]})}")

    assert page.status == 403
    assert not is_in(nobody)


def test_an_answer_of_another_issuer_is_not_taken(arranged, nobody):
    arranged.answer_more = {"iss": "https://login.evil.example"}
    assert signs_in_at_work(nobody, BRAM).status == 403

    arranged.answer_more = {"iss": arranged.issuer}
    assert signs_in_at_work(nobody, BRAM).status == 302


def test_an_issuer_that_says_it_names_itself_has_to(app, provider, henk, nobody):
    provider.metadata["authorization_response_iss_parameter_supported"] = True
    provider.answer_more = {"iss": provider.issuer}
    arranges(henk, provider)
    provider.answer_more = {}

    assert signs_in_at_work(nobody, BRAM).status == 403
    assert not is_in(nobody)


def test_the_return_address_of_one_organisation_does_not_serve_another(arranged, nobody):
    address = goes(begins(nobody, BRAM))

    assert comes_back(nobody, address.replace("/sso/linde/", "/sso/vechtdal/")).status == 403
    assert comes_back(nobody, address).status == 302


def test_who_stays_away_for_ten_minutes_begins_again(arranged, nobody, later):
    address = goes(begins(nobody, BRAM))

    with later(minutes=11):
        page = comes_back(nobody, address)

    assert (page.status, "tien minuten" in page.text) == (403, True)
    assert not is_in(nobody)


def test_a_sign_in_that_was_changed_or_switched_off_meanwhile_does_not_count(arranged, henk, nobody):
    address = goes(begins(nobody, BRAM))
    switches(henk, "tested")

    assert comes_back(nobody, address).status == 403
    assert not is_in(nobody)
    second = nobody.posts("/signin", {"email": BRAM}, on="/signin")
    assert "werkaccount" not in second


def test_a_provider_that_is_only_described_signs_nobody_in(provider, henk, nobody):
    describes(henk, provider)
    page = nobody.opens("/signin").form("/signin") | {"email": BRAM}
    token = page["csrf_token"]

    answer = nobody.browser.post("/signin/sso", data={"csrf_token": token, "email": BRAM, "next": ""})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "query", ["", "state=", "state=x", "state=%00&code=x", "state=" + "x" * 5000, "state=%C3%A9", "code=x"]
)
def test_a_return_out_of_nowhere_signs_nobody_in(arranged, nobody, query):
    assert comes_back(nobody, f"/signin/sso/linde/back?{query}").status == 403
    assert not is_in(nobody)


@pytest.mark.parametrize("more", [{"error": "access_denied"}, {"code": ""}, {"code": "x" * 5000}, {"code": "\x00"}])
def test_a_provider_that_says_no_is_told_in_words(arranged, nobody, more):
    parts = urlsplit(goes(begins(nobody, BRAM)))
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}

    page = comes_back(nobody, f"{parts.path}?{urlencode(query | more)}")

    assert page.status == 403
    assert not is_in(nobody)


def test_the_page_somebody_goes_to_is_one_of_ours(arranged, nobody):
    assert signs_in_at_work(nobody, BRAM, "https://evil.example/").location == "/"


def test_the_tests_name_people_there_are():
    assert somebody("bram").email == BRAM
