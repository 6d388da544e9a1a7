"""What is wrong with a row, what changes in it, and what its columns are called, in words."""

from flask_babel import gettext as _

from portal.people.wording import right_cards

from .cells import Problem
from .models import Stage
from .planning import Fate, Row
from .rules import Column


def column_words(column: Column) -> str:
    """Name a column."""
    return {
        Column.NAME: _("Name"),
        Column.EMAIL: _("E-mail address"),
        Column.NUMBER: _("Personnel number"),
        Column.UNIT: _("Unit"),
        Column.MANAGER: _("Manager"),
        Column.KIND: _("Kind"),
        Column.ROLES: _("Roles"),
        Column.RIGHTS: _("More rights"),
        Column.LANGUAGE: _("Language"),
    }[column]


def alphabet_choices() -> list[tuple[str, str]]:
    """Return (encoding, words) of the ways in which programs save letters; "" leaves it to us."""
    return [
        ("", _("We find out ourselves")),
        ("utf-8-sig", "Unicode (UTF-8)"),
        ("cp1252", _("Windows, western Europe")),
        ("cp1250", _("Windows, central Europe")),
        ("cp1254", _("Windows, Turkish")),
        ("iso8859_15", "ISO 8859-15"),
        ("mac_roman", "Mac"),
        ("cp850", "DOS"),
    ]


def fate_words(fate: Fate) -> str:
    """Name a fate."""
    return {
        Fate.ERROR: _("Not right"),
        Fate.NEW: _("New"),
        Fate.CHANGED: _("Changed"),
        Fate.SAME: _("Unchanged"),
        Fate.MISSING: _("Missing"),
    }[fate]


def sentences(row: Row) -> list[str]:
    """Say everything that is wrong with a row, each with its column."""
    return [f"{column_words(one.column)}: {_sentence(one)}" for one in row.problems]


def _sentence(one: Problem) -> str:
    about = one.about
    match one.what:
        case "too long":
            return _("make this shorter: %(max)s characters at most", max=about)
        case "no name":
            return _("fill in the name")
        case "no address":
            return _("%(text)s is no e-mail address. Write it like this: name@example.com", text=about)
        case "of another":
            return _("this is the address of %(name)s, who has another personnel number", name=about)
        case "twice":
            return _("row %(number)s is about the same person. Keep one of the two", number=about)
        case "unknown word":
            return _("we do not know the word “%(word)s”", word=about)
        case "service role":
            return _("“%(word)s” is a role of the service organisation. You cannot give it", word=about)
        case "not with these roles":
            return _("%(right)s does not go with these roles", right=_right(about))
        case "yourself":
            return _("you cannot change your own roles and rights. Ask another admin")
    return _sentence_of_place(one)


def _sentence_of_place(one: Problem) -> str:
    about = one.about
    match (one.column, one.what):
        case (Column.UNIT, "lies elsewhere"):
            return _("%(unit)s lies in another unit", unit=about)
        case (Column.UNIT, "in itself"):
            return _("a unit cannot lie in itself: %(path)s", path=about)
        case (Column.UNIT, _what):
            return _("there is no unit %(unit)s. Choose to make new units, or change the name", unit=about)
        case (Column.MANAGER, "row refused"):
            return _("the row of manager %(manager)s is not right", manager=about)
        case (Column.MANAGER, "no manager"):
            return _("%(manager)s cannot be a manager: a client, or no longer here", manager=about)
        case (Column.MANAGER, "ring"):
            return _("somebody would stand above their own manager")
        case (Column.MANAGER, _what):
            return _("nobody has the number or address %(manager)s", manager=about)
        case (Column.EMAIL, "being erased"):
            return _("whoever has this address is being erased. Import them when that is done")
        case (Column.KIND, _what):
            return _("somebody with an account (%(email)s) cannot be a client", email=about)
    return _("the account has the address %(email)s. Whoever has an account changes that themselves", email=about)


def _right(word: str) -> str:
    return next((name for right, name, _whom in right_cards() if str(right) == word), word)


def stage_words(stage: Stage) -> str:
    """Say how far a list is."""
    return {
        Stage.READ: _("Waits for its columns"),
        Stage.MATCHED: _("Waits for you"),
        Stage.ASKED: _("Being imported"),
        Stage.DONE: _("Imported"),
        Stage.FAILED: _("Did not work"),
        Stage.UNDOING: _("Being undone"),
        Stage.UNDONE: _("Undone"),
    }[stage]


def staying_words(why: str) -> str:
    """Return why somebody stays whom an import brought or changed."""
    return {
        "came": _("They signed in since:"),
        "did": _("They signed in since, and there is a request or something else of theirs:"),
        "about": _("Something is about them, such as a request or a team:"),
        "changed": _("Somebody changed them since, so they stay as they are:"),
    }[why]
