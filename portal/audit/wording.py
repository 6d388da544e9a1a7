"""What happened, in words: a sentence for each line of the table in `portal/trail/rules.py` that the log shows."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext, lazy_gettext

from portal.openid.wording import check_words, refusal_words
from portal.people.access_show import sight_words
from portal.people.rules import Task
from portal.people.wording import rights_words, role_words, roles_words, task_words
from portal.trail.rules import Kind
from portal.web.language import LANGUAGES
from tenants.permissions import Reach
from tenants.roles import Authorisation, Role, Side

from .queries import Names

_ = lazy_gettext

SENTENCES: Mapping[str, Any] = {
    "member.invited": _("%(who)s sent %(whom)s an invitation."),
    "member.withdrawn": _("%(who)s withdrew the invitation of %(whom)s."),
    "member.joined": _("%(whom)s accepted the invitation."),
    "member.deactivated": _("%(who)s deactivated the account of %(whom)s here."),
    "member.activated": _("%(who)s let %(whom)s in again."),
    "member.address asked": _("%(who)s asked for another e-mail address for %(whom)s."),
    "member.address": _("%(whom)s has another e-mail address."),
    "member.password": _("%(whom)s chose another password."),
    "member.factor added": _("%(whom)s added a second step to sign in."),
    "member.factor removed": _("%(whom)s removed a second step to sign in."),
    "member.factor reset": _("%(who)s took the second step of %(whom)s away."),
    "member.recovery codes": _("%(whom)s made new recovery codes."),
    "member.code refused": _("Somebody knew the password of %(whom)s and filled in a wrong code."),
    "member.passkey refused": _("A passkey of %(whom)s was refused: there seems to be a copy of it."),
    "member.not me": _("%(whom)s said that a new device was not theirs. Every device is signed out."),
    "member.changed": _("%(who)s changed %(whom)s. Roles: %(roles)s. Rights: %(rights)s."),
    "member.assigned": _("%(who)s changed whose requests %(whom)s handles."),
    "asker.asked": _("Somebody with an e-mail address of the organisation asked to join."),
    "asker.approved": _("%(who)s agreed that %(whom)s joins, who had asked."),
    "asker.declined": _("%(who)s declined somebody who asked to join."),
    "asker.closed": _("That somebody asked to join was closed. Nobody had decided."),
    "deputy.named": _("%(who)s named a deputy for %(whom)s."),
    "deputy.began": _("A deputy stands in for %(whom)s."),
    "deputy.ended": _("A deputy no longer stands in for %(whom)s."),
    "member.requests": _("%(who)s handed requests of %(whom)s over to %(successor)s: %(count)s."),
    "leaving.planned": _("%(who)s planned the last day of %(whom)s."),
    "leaving.withdrawn": _("%(who)s took back that %(whom)s leaves."),
    "leaving.done": _("The last day of %(whom)s is over."),
    "leaving.refused": _("%(whom)s stays: the last day is over, but this is the only admin."),
    "member.data asked": _("%(whom)s asked for a file with what is kept of them."),
    "person.data fetched": _("%(who)s fetched a file with what is kept of %(whom)s."),
    "person.data asked": _("%(who)s asked for a file with what is kept of %(whom)s."),
    "organisation.retention": _("%(who)s changed how long requests are kept."),
    "organisation.files gone": _("The files of %(requests)s closed requests are gone: %(count)s files."),
    "organisation.texts gone": _("The texts of %(requests)s closed requests are gone."),
    "organisation.held": _("%(who)s holds everything: nothing goes by itself."),
    "organisation.released": _("%(who)s no longer holds everything."),
    "request.held": _("%(who)s holds request %(number)s."),
    "request.released": _("%(who)s no longer holds request %(number)s."),
    "confidential.read": _("%(who)s read the confidential request %(number)s."),
    "personal.read": _("%(who)s opened a file with data of persons in request %(number)s."),
    "person.erased": _("%(who)s erased somebody, who is called %(whom)s since."),
    "person.erased everywhere": _("All texts and files of %(whom)s are erased."),
    "member.signed in": _("%(whom)s signed in."),
    "member.refused": _("Somebody tried to sign in as %(whom)s, with a wrong password."),
    "member.refused password": _(
        "%(whom)s was not let in with the right password: the organisation wants the work account."
    ),
    "member.linked": _("%(whom)s came in with the work account for the first time; it was linked with the account."),
    "member.unlinked": _("%(who)s had the work account of %(whom)s forgotten."),
    "member.made": _("%(whom)s came with the work account, and got an account here. Roles: %(roles)s."),
    "member.refused at work": _("Somebody came with the work account of %(whom)s and was not let in: %(why)s"),
    "provider.refused": _("Somebody came with a work account and was not let in: %(why)s"),
    "provider.described": _("%(who)s changed where people sign in with the work account."),
    "provider.receiving": _("%(who)s changed what happens at the first sign-in. Accounts are made: %(makes)s."),
    "provider.tested": _("%(who)s tested the sign-in with the work account: everything was right."),
    "provider.test failed": _("%(who)s tested the sign-in with the work account. Not right: %(check)s."),
    "provider.off": _("%(who)s switched the sign-in with the work account off."),
    "provider.on": _("%(who)s switched the sign-in with the work account on."),
    "provider.enforced": _("%(who)s made the work account the only way to sign in. %(keeper)s keeps a password."),
    "domain.asked": _("%(who)s said that the domain %(domain)s is the organisation's."),
    "domain.proved": _("%(who)s proved that the domain %(domain)s is the organisation's."),
    "domain.dropped": _("%(who)s no longer says that the domain %(domain)s is the organisation's."),
    "person.added": _("%(who)s added %(whom)s to the directory."),
    "person.changed": _("%(who)s changed what the directory says of %(whom)s."),
    "person.ended": _("%(who)s ended %(whom)s in the directory."),
    "person.returned": _("%(who)s put %(whom)s back in the directory."),
    "person.removed": _("%(who)s undid an import: somebody who was new is removed."),
    "person.restored": _("%(who)s undid an import: %(whom)s is in the directory as before."),
    "member.removed": _("%(who)s undid an import: an invitation is gone."),
    "member.restored": _("%(who)s undid an import: the account of %(whom)s is as before."),
    "import.brought": _("%(who)s brought a list of people: %(rows)s rows."),
    "import.dropped": _("%(who)s threw a list of people away."),
    "import.agreed": _("%(who)s agreed to import a list of people."),
    "import.carried out": _("%(who)s imported people: %(new)s new, %(changed)s changed, %(ended)s ended."),
    "import.undone": _("%(who)s undid an import: %(removed)s removed, %(restored)s as before."),
    "unit.added": _("%(who)s added the unit %(whom)s."),
    "unit.changed": _("%(who)s changed the unit %(whom)s."),
    "unit.removed": _("%(who)s removed a unit."),
    "organisation.settings": _("%(who)s changed the settings. Language: %(language)s."),
    "organisation.task": _("%(who)s said of setting up: %(task)s: %(state)s."),
    "organisation.labels": _("%(who)s changed the names of roles."),
    "organisation.access": _(
        "%(who)s changed who may what. Employees see: %(employees_see)s. Managers see: %(managers_see)s. "
        "Employees may report problems: %(report)s."
    ),
    "organisation.factor": _("%(who)s chose who needs a second step to sign in. Now: %(roles)s."),
    "organisation.factor ended": _("%(who)s chose that nobody needs a second step to sign in."),
    "member.sight": _("%(who)s changed what %(whom)s sees. Now: %(sees)s."),
    "look.started": _("%(who)s began to look as %(whom)s."),
    "look.ended": _("%(who)s no longer looks as %(whom)s."),
    "look.role started": _("%(who)s began to look as somebody with the role %(role)s."),
    "look.role ended": _("%(who)s no longer looks as somebody with the role %(role)s."),
    "terms.written": _("%(who)s wrote version %(version)s of the terms of use."),
    "terms.ended": _("%(who)s ended the terms of use."),
    "terms.accepted": _("%(whom)s accepted version %(version)s of the terms of use."),
    "broadcast.written": _("%(who)s wrote a message for the news."),
    "broadcast.changed": _("%(who)s changed a message of the news."),
    "broadcast.published": _("%(who)s published a message."),
    "broadcast.withdrawn": _("%(who)s withdrew a message."),
    "broadcast.reminded": _("%(who)s reminded people of a message."),
    "article.written": _("%(who)s wrote an article for the knowledge base."),
    "article.changed": _("%(who)s changed an article of the knowledge base."),
    "article.published": _("%(who)s published an article."),
    "article.archived": _("%(who)s archived an article."),
    "requests.exported": _("%(who)s exported a list of requests: %(rows)s rows as %(form)s."),
    "log.exported": _("%(who)s exported the log: %(rows)s rows as %(form)s."),
    "organisation.copy asked": _("%(who)s asked for a file with everything of the organisation."),
    "organisation.copy fetched": _("%(who)s fetched a file with everything of the organisation."),
    "requests.fetched": _("%(who)s fetched a list of requests that was made as a file: %(rows)s rows."),
    "organisation.taken out": _("Everything of the organisation was written to a file, at the server."),
    "organisation.brought in": _("The organisation was brought here from another installation."),
    "organisation.added": _("%(who)s added the organisation."),
    "organisation.changed": _("%(who)s changed the name, the number or the services of the organisation."),
    "domain.added": _("%(who)s verified the domain %(domain)s."),
    "domain.removed": _("%(who)s removed the domain %(domain)s."),
    "organisation.without admin": _("The organisation has no active admin any more."),
    "organisation.admin again": _("The organisation has an active admin again."),
    "application.waiting": _("An application to be a first admin came, and waits."),
    "application.not processed": _("An application was not processed: the organisation has an admin."),
    "application.approved": _("%(who)s approved an application to be a first admin."),
    "application.declined": _("%(who)s declined an application to be a first admin."),
    "application.forgotten": _("The name and address in an old application were removed."),
    "support.looked in": _("%(who)s looked at the settings and admins. Reason: %(reason)s"),
    "service.added": _("%(who)s added a service."),
    "service.changed": _("%(who)s changed a service."),
    "department.added": _("%(who)s added a department."),
    "department.changed": _("%(who)s changed a department."),
    "contact.changed": _("%(who)s changed the telephone number, the address or the opening hours."),
}

KIND_WORDS: Mapping[Kind, Any] = {
    Kind.ACCOUNT: _("Accounts"),
    Kind.RIGHTS: _("Roles and rights"),
    Kind.DIRECTORY: _("Directory and units"),
    Kind.SETTINGS: _("Settings"),
    Kind.TERMS: _("Terms of use"),
    Kind.NEWS: _("News"),
    Kind.KNOWLEDGE: _("Knowledge base"),
    Kind.EXPORT: _("Exports"),
    Kind.SIGN_IN: _("Signing in"),
    Kind.PRIVACY: _("Rights of persons"),
    Kind.SUPPORT: _("By the service organisation"),
}
"""The kinds somebody may narrow the log to. What the service organisation sets up for itself stands in its own log."""


def kind_choices() -> list[tuple[str, str]]:
    """Return (kind, words) of each kind to choose."""
    return [(str(kind), str(words)) for kind, words in KIND_WORDS.items()]


def who_words(row: Any, names: Names) -> str:
    """Name who did something; of the service organisation it is said."""
    if row.account_id is None:
        return "Balie" if row.side is Side.SYSTEM else gettext("Somebody")
    if row.account_id in names.accounts:
        return names.accounts[row.account_id]
    name = names.others.get(row.account_id, gettext("Somebody"))
    return f"{name} ({current_app.config['SERVICE_NAME']})" if row.side is Side.DESK else name


def sentence(row: Any, names: Names) -> str:
    """Say what happened. Raises KeyError for what has no sentence; a guard finds that first."""
    return str(SENTENCES[row.action]) % _Said(row, names)


class _Said(dict[str, str]):
    """What a sentence may speak of, looked up when it does."""

    def __init__(self, row: Any, names: Names) -> None:
        super().__init__()
        self.row, self.names = row, names

    def __missing__(self, name: str) -> str:
        detail = self.row.detail
        match name:
            case "who":
                return who_words(self.row, self.names)
            case "whom":
                return _whom(self.row, self.names)
            case "roles":
                return roles_words(_read(Role, detail.get("roles")))
            case "rights":
                return rights_words(_read(Authorisation, detail.get("authorisations"))) or gettext("none")
            case "employees_see" | "managers_see" | "sees":
                return sight_words(Reach(int(detail[name])))
            case "role":
                return role_words(Role(detail["role"]))
            case "report":
                return gettext("yes") if detail.get("employees_report") else gettext("no")
            case "makes":
                return gettext("yes") if detail.get("makes_accounts") else gettext("no")
            case "why":
                return refusal_words(str(detail.get("why")))
            case "check":
                return check_words(str(detail.get("check")))
            case "keeper":
                return self.names.memberships.get(int(detail.get("keeper") or 0), gettext("An admin"))
            case "successor":
                return self.names.memberships.get(int(detail.get("successor") or 0), gettext("Somebody"))
            case "task":
                return task_words(Task(detail["task"]))
            case "state":
                return gettext("Done") if detail.get("done") else gettext("To do")
            case "language":
                return LANGUAGES.get(str(detail.get("language")), "?")
            case "reason":
                return self.names.reasons.get(self.row.subject_id, "?")
            case "form":
                return str(detail.get("form", "")).upper()
        return str(detail[name])


def _whom(row: Any, names: Names) -> str:
    known = {"membership": names.memberships, "person": names.persons, "unit": names.units}.get(row.subject, {})
    gone = gettext("that is gone") if row.subject == "unit" else gettext("Somebody")
    return known.get(row.subject_id, gone)


def _read(kind: Any, words: Any) -> list[Any]:
    known = {str(one): one for one in kind}
    return [known[word] for word in str(words or "").split() if word in known]
