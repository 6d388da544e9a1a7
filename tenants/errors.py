"""The ways in which a verb or the guard says no. Doors turn them into pages once, in `portal/web/errors.py`."""


class Forbidden(Exception):
    """The member sees the thing, but this action is not theirs (403)."""


class LookingOnly(Forbidden):
    """Who looks as somebody else reads what is theirs to read, and changes nothing (403)."""


class ProveFirst(Exception):
    """This takes a fresh proof of who they are: a door keeps what was sent, and asks it."""


class NotFound(Exception):
    """There is no such thing for this member: it does not exist, or they may not know that it does (404)."""


class NotNow(Exception):
    """The action exists, but not in the state the thing is in (409). `why` is a sentence that translates itself."""

    def __init__(self, why: object) -> None:
        super().__init__(why)
        self.why = why


class Invalid(Exception):
    """What was given is not right (422). `field` names where, `why` is a sentence that translates itself."""

    def __init__(self, field: str, why: object) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why
