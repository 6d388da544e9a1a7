"""The mails somebody may switch off: in words, and as a field of a form."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from tenants.roles import Topic


class Wanted(SelectMultipleField):
    """The topics of the mails that somebody wants."""

    def __init__(self, **more: Any) -> None:
        super().__init__(validate_choice=False, **more)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no topic."""
        if set(self.data or ()) - {str(topic) for topic in Topic}:
            raise ValidationError(_("Choose from the e-mails on this page"))


def wanted_but(muted: Collection[Topic]) -> list[str]:
    """Return the topics that are ticked when these are switched off."""
    return [str(topic) for topic in Topic if topic not in muted]


def all_but(wanted: Collection[str]) -> frozenset[Topic]:
    """Return the topics that are switched off when these are ticked."""
    return frozenset(topic for topic in Topic if str(topic) not in wanted)


def topic_words() -> list[tuple[Topic, str, str]]:
    """Return (topic, what it is, what it says) for each kind of news that may be switched off."""
    return [
        (Topic.CONFIRMATION, _("Your request has arrived"), _("Right after you send a request.")),
        (
            Topic.REPLIES,
            _("Somebody replies"),
            _("A message of a colleague or of the helpdesk. An answer that asks you whether it is right always comes."),
        ),
        (Topic.MOVES, _("Your request is somewhere else"), _("When another department takes it over.")),
        (Topic.REOPENED, _("A request is reopened"), _("When a colleague says that it is not solved after all.")),
        (Topic.NEWS, _("There is news"), _("Messages that must be read always come.")),
        (Topic.THANKS, _("We read your rating"), _("After you said that you are not satisfied.")),
    ]
