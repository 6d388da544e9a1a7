"""What each happening is about: the table by which the log of an organisation is made. Plain Python."""

from collections.abc import Mapping

from tenants.terms import Term


class Kind(Term):
    """What a happening is about. What happens to a request is told on its page, and not in the log."""

    REQUEST = "request"
    ACCOUNT = "account"
    RIGHTS = "rights"
    DIRECTORY = "directory"
    SETTINGS = "settings"
    TERMS = "terms"
    NEWS = "news"
    KNOWLEDGE = "knowledge"
    EXPORT = "export"
    SIGN_IN = "sign-in"
    SUPPORT = "support"
    PRIVACY = "privacy"
    SET_UP = "set-up"


OF_REQUESTS = ("ticket.", "draft.")
"""How the names begin of what happens to requests."""

KINDS: Mapping[str, Kind] = {
    "member.invited": Kind.ACCOUNT,
    "member.withdrawn": Kind.ACCOUNT,
    "member.joined": Kind.ACCOUNT,
    "member.deactivated": Kind.ACCOUNT,
    "member.activated": Kind.ACCOUNT,
    "member.address asked": Kind.ACCOUNT,
    "member.address": Kind.ACCOUNT,
    "member.password": Kind.ACCOUNT,
    "member.factor added": Kind.ACCOUNT,
    "member.factor removed": Kind.ACCOUNT,
    "member.factor reset": Kind.ACCOUNT,
    "member.recovery codes": Kind.ACCOUNT,
    "member.code refused": Kind.SIGN_IN,
    "member.passkey refused": Kind.SIGN_IN,
    "member.not me": Kind.ACCOUNT,
    "member.changed": Kind.RIGHTS,
    "member.assigned": Kind.RIGHTS,
    "asker.asked": Kind.ACCOUNT,
    "asker.approved": Kind.ACCOUNT,
    "asker.declined": Kind.ACCOUNT,
    "asker.closed": Kind.ACCOUNT,
    "deputy.named": Kind.RIGHTS,
    "deputy.began": Kind.RIGHTS,
    "deputy.ended": Kind.RIGHTS,
    "member.requests": Kind.ACCOUNT,
    "leaving.planned": Kind.ACCOUNT,
    "leaving.withdrawn": Kind.ACCOUNT,
    "leaving.done": Kind.ACCOUNT,
    "leaving.refused": Kind.ACCOUNT,
    "member.linked": Kind.ACCOUNT,
    "member.unlinked": Kind.ACCOUNT,
    "member.made": Kind.ACCOUNT,
    "member.refused at work": Kind.SIGN_IN,
    "provider.refused": Kind.SIGN_IN,
    "provider.described": Kind.SETTINGS,
    "provider.receiving": Kind.SETTINGS,
    "provider.tested": Kind.SETTINGS,
    "provider.test failed": Kind.SETTINGS,
    "provider.off": Kind.SETTINGS,
    "provider.on": Kind.SETTINGS,
    "provider.enforced": Kind.SETTINGS,
    "domain.asked": Kind.SETTINGS,
    "domain.proved": Kind.SETTINGS,
    "domain.dropped": Kind.SETTINGS,
    "member.data asked": Kind.PRIVACY,
    "person.data asked": Kind.PRIVACY,
    "person.data fetched": Kind.PRIVACY,
    "organisation.retention": Kind.PRIVACY,
    "organisation.files gone": Kind.PRIVACY,
    "organisation.texts gone": Kind.PRIVACY,
    "organisation.held": Kind.PRIVACY,
    "organisation.released": Kind.PRIVACY,
    "request.held": Kind.PRIVACY,
    "request.released": Kind.PRIVACY,
    "confidential.read": Kind.PRIVACY,
    "personal.read": Kind.PRIVACY,
    "person.erased": Kind.PRIVACY,
    "person.erased everywhere": Kind.PRIVACY,
    "member.signed in": Kind.SIGN_IN,
    "member.refused": Kind.SIGN_IN,
    "member.refused password": Kind.SIGN_IN,
    "person.added": Kind.DIRECTORY,
    "person.changed": Kind.DIRECTORY,
    "person.ended": Kind.DIRECTORY,
    "person.returned": Kind.DIRECTORY,
    "person.removed": Kind.DIRECTORY,
    "person.restored": Kind.DIRECTORY,
    "member.removed": Kind.ACCOUNT,
    "member.restored": Kind.RIGHTS,
    "import.brought": Kind.DIRECTORY,
    "import.dropped": Kind.DIRECTORY,
    "import.agreed": Kind.DIRECTORY,
    "import.carried out": Kind.DIRECTORY,
    "import.undone": Kind.DIRECTORY,
    "unit.added": Kind.DIRECTORY,
    "unit.changed": Kind.DIRECTORY,
    "unit.removed": Kind.DIRECTORY,
    "organisation.settings": Kind.SETTINGS,
    "organisation.task": Kind.SETTINGS,
    "organisation.labels": Kind.SETTINGS,
    "organisation.access": Kind.RIGHTS,
    "organisation.factor": Kind.SETTINGS,
    "organisation.factor ended": Kind.SETTINGS,
    "member.sight": Kind.RIGHTS,
    "look.started": Kind.ACCOUNT,
    "look.ended": Kind.ACCOUNT,
    "look.role started": Kind.ACCOUNT,
    "look.role ended": Kind.ACCOUNT,
    "terms.written": Kind.TERMS,
    "terms.ended": Kind.TERMS,
    "terms.accepted": Kind.TERMS,
    "broadcast.written": Kind.NEWS,
    "broadcast.changed": Kind.NEWS,
    "broadcast.published": Kind.NEWS,
    "broadcast.withdrawn": Kind.NEWS,
    "broadcast.reminded": Kind.NEWS,
    "article.written": Kind.KNOWLEDGE,
    "article.changed": Kind.KNOWLEDGE,
    "article.published": Kind.KNOWLEDGE,
    "article.archived": Kind.KNOWLEDGE,
    "requests.exported": Kind.EXPORT,
    "log.exported": Kind.EXPORT,
    "requests.fetched": Kind.EXPORT,
    "organisation.copy asked": Kind.EXPORT,
    "organisation.copy fetched": Kind.EXPORT,
    "organisation.taken out": Kind.EXPORT,
    "organisation.brought in": Kind.SUPPORT,
    "organisation.added": Kind.SUPPORT,
    "organisation.changed": Kind.SUPPORT,
    "domain.added": Kind.SUPPORT,
    "domain.removed": Kind.SUPPORT,
    "organisation.without admin": Kind.SUPPORT,
    "organisation.admin again": Kind.SUPPORT,
    "support.looked in": Kind.SUPPORT,
    "application.waiting": Kind.SET_UP,
    "application.not processed": Kind.SET_UP,
    "application.approved": Kind.SET_UP,
    "application.declined": Kind.SET_UP,
    "application.forgotten": Kind.SET_UP,
    "service.added": Kind.SET_UP,
    "service.changed": Kind.SET_UP,
    "department.added": Kind.SET_UP,
    "department.changed": Kind.SET_UP,
    "contact.changed": Kind.SET_UP,
}


def kind_of(action: str) -> Kind:
    """Return what a happening is about. Raises LookupError for a name that no table knows."""
    if action.startswith(OF_REQUESTS):
        return Kind.REQUEST
    if action not in KINDS:
        raise LookupError(f"{action!r} has no line in the table of what happens")
    return KINDS[action]
