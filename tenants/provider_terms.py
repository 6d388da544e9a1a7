"""The words of an organisation's own sign-in. Plain Python."""

from .terms import Term


class Standing(Term):
    """How far an organisation is with its own sign-in. `enforced`: its people sign in that way only."""

    DRAFT = "draft"
    TESTED = "tested"
    ON = "on"
    ENFORCED = "enforced"


IN_USE = frozenset({Standing.ON, Standing.ENFORCED})


class Brand(Term):
    """Whose sign-in it is. It decides the address of the issuer, and which claim says that an address is verified."""

    ENTRA = "entra"
    GOOGLE = "google"
    OTHER = "other"


class Purpose(Term):
    """Why a browser went to the provider."""

    SIGN_IN = "sign-in"
    TEST = "test"
    CONFIRM = "confirm"  # it came back, and the password is still to be asked, once
