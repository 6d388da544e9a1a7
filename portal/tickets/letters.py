"""How the mails about requests read."""


def register() -> None:
    """Know how to word each kind of mail."""
