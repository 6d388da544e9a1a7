"""Which passwords are refused, and that a sentence of one's own never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.errors import Invalid
from tenants.password_rules import LONGEST, SHORTEST, accept_password

CONTEXT = ("Bram Kuipers", "bram@linde.example", "Zorggroep De Linde", "Nova Zorgsoftware", "Balie")


@pytest.mark.parametrize(
    "password",
    [
        "welkom bij de balie",
        "de kat zit op de mat",
        "vier fietsen in de regen",
        "Vier-Fietsen-In-De-Regen",
        "żółta łódka na rzece",
        "correct paard batterij stapel",
        "🚲🚲 regen en wind 🚲🚲",
    ],
)
def test_a_sentence_of_ones_own_is_accepted(password):
    accept_password(password, CONTEXT)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "x" * (SHORTEST - 1),
        "x" * (LONGEST + 1),
        "aaaaaaaaaaaaaaaaaaaa",
        "wachtwoordwachtwoord",
        "WachtwoordWachtwoord",
        "wachtwoord wachtwoord",
        "Wachtwoord123456!!",
        "Zomer2026Zomer2026",
        "qwertyuiopasdfghjkl",
        "1234567890123456",
        "abcabcabcabcabcabc",
        "abcdefghijklmnopqrst",
        "1q2w3e4r5t6y7u8i9o0p",
        "correcthorsebatterystaple",
        "bram kuipers linde",
        "Zorggroep De Linde!",
        "Nova Zorgsoftware Balie",
    ],
)
def test_what_everybody_guesses_is_refused(password):
    with pytest.raises(Invalid):
        accept_password(password, CONTEXT)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_accepted_or_refused_at_its_field(password):
    assert refused_at(password) in ("", "password")


def refused_at(password: str) -> str:
    try:
        accept_password(password, CONTEXT)
    except Invalid as refusal:
        return refusal.field
    return ""


@given(st.text(max_size=SHORTEST - 1, alphabet=st.characters(max_codepoint=127)))
def test_nothing_short_is_accepted(password):
    with pytest.raises(Invalid):
        accept_password(password)
