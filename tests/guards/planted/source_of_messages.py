"""Messages, of which one is put together."""

from flask_babel import gettext as _

SAID = (
    _("Hello %(name)s", name="Bram"),
    _("Empty"),
    _("Is this right?"),
    _("Nobody translated this"),
)


def made_up(what: str) -> str:
    return _("You have " + what)
