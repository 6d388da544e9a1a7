"""What a provider says of somebody: whether an account is made, which role it has, and what is no answer at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.openid.rules import Check, Expected, first_wrong, judged
from tenants.errors import Invalid
from tenants.provider_terms import Brand
from tenants.providers import read_role_map
from tenants.roles import TENANT_ROLES, Role
from tests.openid.visiting import (
    arranges,
    describes,
    is_in,
    log_of,
    signs_in_at_work,
)

BRAM = "bram@linde.example"
ROOT = "/linde/org/sso"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
GOOD = {"iss": "i", "aud": "us", "exp": 1_300.0, "iat": 1_000.0, "nonce": "n", "sub": "s", "email_verified": True}
EXPECTED = Expected("i", "us", "n", 1_000.0, Brand.OTHER, frozenset({"linde.example"}))


def test_an_account_is_made_only_when_that_is_allowed(provider, henk, nobody):
    arranges(henk, provider)
    provider.who = {"sub": "eva-1", "email": "eva@linde.example", "email_verified": True, "name": "Eva Nieuw"}
    page = signs_in_at_work(nobody, "eva@linde.example")
    assert (page.status, "nog geen account" in page.text) == (403, True)

    assert not is_in(nobody)


def test_a_claim_decides_the_role_of_a_new_account(provider, henk, nobody):
    arranges(henk, provider)
    path = f"{ROOT}/accounts"
    filled = {
        "makes_accounts": "y",
        "default_role": "employee",
        "role_claim": "groups",
        "role_map": "Planners = manager",
    }
    assert henk.posts(path, filled, on=path).status == 303
    provider.who = {
        "sub": "eva-1",
        "email": "eva@linde.example",
        "email_verified": True,
        "name": "Eva Nieuw",
        "groups": ["Everybody", "Planners"],
    }

    page = signs_in_at_work(nobody, "eva@linde.example", "/linde/")

    assert (page.status, page.location) == (302, "/linde/"), page.text
    assert nobody.opens("/linde/").status == 200
    row = next(one for one in henk.opens("/linde/org/users").soup.select("tbody tr") if "Eva Nieuw" in one.get_text())
    assert "Leidinggevende" in row.get_text()
    assert "Eva Nieuw kwam met het werkaccount" in log_of(henk)


@pytest.mark.parametrize("role", ["agent", "lead", "service_admin", "owner", ""])
def test_a_provider_gives_no_role_that_an_admin_may_not_give(provider, henk, role):
    describes(henk, provider)
    path = f"{ROOT}/accounts"

    page = henk.posts(path, {"role_claim": "groups", "role_map": f"everybody = {role}"}, on=path)

    assert page.status == 422
    assert page.errors
    forced = henk.posts(path, {"default_role": "service_admin"}, on=path)
    assert forced.status == 422


@given(st.dictionaries(st.text("abc =", min_size=1).map(str.strip).filter(bool), st.sampled_from(sorted(TENANT_ROLES))))
def test_a_role_map_is_read_as_it_is_written(meant):
    assert read_role_map("\n".join(f"{value} = {role}" for value, role in meant.items())) == meant


@given(st.text(max_size=60))
def test_a_role_map_gives_roles_of_customers_or_is_refused(text):
    try:
        found = read_role_map(text)
    except Invalid:
        return
    assert set(found.values()) <= TENANT_ROLES
    assert Role.SERVICE_ADMIN not in found.values()


@given(name=st.sampled_from([*sorted(GOOD), "azp", "nbf"]), value=ANYTHING)
def test_a_claim_that_says_anything_else_is_wrong_and_breaks_nothing(name, value):
    claims = GOOD | {name: value}
    wrong = first_wrong(judged(claims, BRAM, True, EXPECTED))

    if name in ("iss", "nonce", "aud") and value != GOOD[name] and value != ["us"]:
        assert wrong is not None
    if name == "email_verified":
        assert (wrong is Check.VERIFIED) == (value is not True)


def test_what_is_right_is_right():
    assert first_wrong(judged(GOOD, BRAM, True, EXPECTED)) is None
    entra = Expected("i", "us", "n", 1_000.0, Brand.ENTRA, frozenset({"linde.example"}))
    owned = {name: value for name, value in GOOD.items() if name != "email_verified"} | {"xms_edov": True}
    assert first_wrong(judged(owned, BRAM, True, entra)) is None
    assert first_wrong(judged(owned | {"email_verified": False}, BRAM, True, entra)) is Check.VERIFIED
    assert first_wrong(judged(owned | {"xms_edov": False}, BRAM, True, entra)) is Check.VERIFIED
