"""What is said of a sign-in with the work account: each check, why somebody does not come in, and its code."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from tenants.linking import Why
from tenants.provider_terms import Brand, Standing
from tenants.terms import Term

from .names import Found
from .rules import Check

_ = lazy_gettext


class Trip(Term):
    """What goes wrong on the way to a provider and back."""

    OFF = "off"
    LOST = "lost"
    LATE = "late"
    CHANGED = "changed"
    UNREACHABLE = "unreachable"
    DENIED = "denied"
    MIXED = "mixed"


LOOKED_AT: Mapping[Check, Any] = {
    Check.ANSWER: _("There is an answer that we can read"),
    Check.SIGNATURE: _("It is signed with a key of your provider"),
    Check.ISSUER: _("It comes from the provider that you filled in"),
    Check.AUDIENCE: _("It is meant for this portal"),
    Check.EXPIRY: _("It was made just now"),
    Check.NONCE: _("It belongs to this sign-in"),
    Check.SUBJECT: _("It says who somebody is, in a way that never changes"),
    Check.WHOLE: _("Nothing else in it is wrong"),
    Check.ADDRESS: _("It names an e-mail address"),
    Check.VERIFIED: _("Your provider says that this address is verified"),
    Check.DOMAIN: _("The address is at a domain of your organisation"),
}

ADVICE: Mapping[Check, Any] = {
    Check.ANSWER: _("Is the client secret right, and not expired? And does the provider know our return address?"),
    Check.SIGNATURE: _("Let the provider sign with RS256 or ES256. A shared secret is not enough."),
    Check.ISSUER: _("Is the address of the provider right, with or without a slash at the end?"),
    Check.AUDIENCE: _("Is the client ID right?"),
    Check.EXPIRY: _("Is the clock of the provider right?"),
    Check.NONCE: _("Test once more. Does it stay like this? Then your provider does not send our nonce back."),
    Check.SUBJECT: _("Let the provider send the claim sub."),
    Check.WHOLE: _("Something in the answer is not as OpenID Connect says it should be."),
    Check.ADDRESS: _("Let the provider send the claim email."),
    Check.VERIFIED: _("Let the provider send email_verified as true. With Microsoft Entra add the claim xms_edov."),
    Check.DOMAIN: _("Sign in at the provider with an address of your organisation, or add the domain."),
}

NOT_TRUSTED = _("The sign-in of your organisation gave an answer that we cannot trust. So nobody was signed in.")

REFUSALS: Mapping[Term, tuple[str, Any]] = {
    Check.ANSWER: ("A1", NOT_TRUSTED),
    Check.SIGNATURE: ("A2", NOT_TRUSTED),
    Check.ISSUER: ("A3", NOT_TRUSTED),
    Check.AUDIENCE: ("A4", NOT_TRUSTED),
    Check.EXPIRY: ("A5", NOT_TRUSTED),
    Check.NONCE: ("A6", NOT_TRUSTED),
    Check.SUBJECT: ("A7", NOT_TRUSTED),
    Check.WHOLE: ("A8", NOT_TRUSTED),
    Check.ADDRESS: ("B1", _("The sign-in of your organisation did not tell us your e-mail address.")),
    Check.VERIFIED: ("B2", _("The sign-in of your organisation does not say that your e-mail address is verified.")),
    Check.DOMAIN: ("B3", _("Your e-mail address is not at a domain of this organisation.")),
    Why.NO_ACCOUNT: ("C1", _("You have no account here yet.")),
    Why.NOT_A_MEMBER: ("C2", _("You have an account here, but not for this organisation. An admin can invite you.")),
    Why.OTHER_SUBJECT: ("C3", _("This e-mail address belongs to another work account. An admin can undo that.")),
    Why.ENDED: ("C4", _("Your account for this organisation was ended.")),
    Why.ACTIVATE_FIRST: ("C5", _("Activate your account first, with the link in the e-mail you got.")),
    Trip.OFF: ("D1", _("For this e-mail address there is no work account to sign in with.")),
    Trip.LOST: ("D2", _("This sign-in is over, was used already, or began in another browser. Begin again.")),
    Trip.LATE: ("D3", _("This took longer than ten minutes. Begin again.")),
    Trip.CHANGED: ("D4", _("Your organisation has just changed its sign-in. Begin again.")),
    Trip.UNREACHABLE: ("D5", _("The sign-in of your organisation does not answer. Try again in a few minutes.")),
    Trip.DENIED: ("D6", _("The sign-in of your organisation did not let you in.")),
    Trip.MIXED: ("D7", _("Another sign-in answered than the one we asked. So nobody was signed in.")),
}
"""Why nobody was signed in: the beginning of the code to quote, and a sentence."""

FOUND: Mapping[Found, Any] = {
    Found.NOTHING: _("This domain has no TXT record yet. A change can take an hour to be seen."),
    Found.OTHERS: _("We found other TXT records, but not this one. A change can take an hour to be seen."),
    Found.NO_DOMAIN: _("The internet does not know this domain. Is it spelled right?"),
    Found.NO_ANSWER: _("The name server of this domain does not answer. Try again in a few minutes."),
}

STANDINGS: Mapping[Standing, tuple[str, str, Any]] = {
    Standing.DRAFT: ("plan", "clock", _("Not tested yet")),
    Standing.TESTED: ("new", "clock", _("Tested, off")),
    Standing.ON: ("ok", "circle-check", _("On")),
    Standing.ENFORCED: ("ok", "lock", _("On, and the only way")),
}
"""Tone, icon and words of how far somebody is."""


def brand_words(brand: Brand) -> str:
    """Name a brand."""
    return {Brand.ENTRA: "Microsoft Entra ID", Brand.GOOGLE: "Google Workspace"}.get(brand) or gettext("Another one")


def refusal_words(word: str) -> str:
    """Say why somebody was not let in, of the word for it that stands in the log."""
    return str(
        next((words for why, (_code, words) in REFUSALS.items() if str(why) == word), gettext("Nobody knows why."))
    )


def check_words(word: str) -> str:
    """Name a check, of the word for it that stands in the log."""
    return str(next((words for check, words in LOOKED_AT.items() if str(check) == word), "?"))
