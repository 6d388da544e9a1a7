"""The mails somebody may switch off, in words."""

from flask_babel import gettext as _

from tenants.roles import Topic


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
        (Topic.THANKS, _("We read your rating"), _("After you said that you are not satisfied.")),
    ]
