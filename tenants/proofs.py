"""By what people show whose account it is."""

from .terms import Term


class Proof(Term):
    """By what somebody showed whose account it is."""

    PASSWORD = "password"  # noqa: S105 - the word, not one of them
    LINK = "link"  # from a mail, without a password
    PROVIDER = "provider"  # their organisation's own sign-in, which asks for as much as it wants
    PASSKEY = "passkey"
