"""How an organisation's things are called in addresses and forms, and the address of a route made with them."""

import re
from dataclasses import dataclass
from typing import Any

from tests.guards.behind import Behind

ARGUMENT = re.compile(r"(?:(?<=/)([a-z-]+)/)?<(?:[a-z]+:)?([a-z_]+)>")

NAMED = {
    "number": "select max(number) from ticket where organisation_id = {0}",
    "draft": "select public from draft where organisation_id = {0} order by id",
    "file": "select public_id from attachment where organisation_id = {0} order by id",
    "name": "select name from attachment where organisation_id = {0} order by id",
    "code": "select code from broadcast where publisher_id = {0} order by id",
    "slug": "select slug from article where id in (select article_id from article_organisation where target_id = {0})",
    "exports/code": "select code from export_file where organisation_id = {0} order by id",
    "data/code": "select code from personal_file where customer_id = {0} order by id",
    "export/code": "select code from takeout where organisation_id = {0} order by id",
    "import/code": "select code from import_run where organisation_id = {0} order by id desc",
    "passkey": "select handle from passkey where account_id in "
    "(select account_id from membership where organisation_id = {0}) order by id",
    "device": "select handle from remembered_device where account_id in "
    "(select account_id from membership where organisation_id = {0}) order by id",
    "user": "select handle from membership where organisation_id = {0} order by id desc",
    "deputy": "select code from deputy where organisation_id = {0} order by id",
    "proof": "select handle from domain_proof where organisation_id = {0} order by id",
    "asker": "select handle from asker where organisation_id = {0} order by id desc",
    "message": "select code from colleague_message where organisation_id = {0} order by id desc",
    "mail": "select code from received_mail where id in "
    "(select mail_id from mail_customer where customer_id = {0}) order by id desc",
    "person": "select public_id from person where organisation_id = {0} order by id",
    "unit": "select handle from unit where organisation_id = {0} order by id",
    "view": "select slug from saved_view where organisation_id = {0} order by slug",
    "token": "select token_hash from rating_link where organisation_id = {0} order by token_hash",
    "application": "select code from admin_application where customer_id = {0} order by id",
    "organisation": "select lower(key) from organisation where id = {0}",
}
"""What stands for each part of an address, as the tables of the organisation know it; after a word, if it differs."""

SHARED = {
    "service": "planning",
    "department": "helpdesk",
    "part": "change",
    "task": "terms",
    "version": "0",
    "form": "csv",
}
"""Parts of an address that are no secret of anybody."""

IN_FORMS = {
    "key of a filing": "select key from keyed where organisation_id = {0} order by key",
    "personnel number": "select personnel_number from person where organisation_id = {0} and personnel_number <> '' "
    "order by id",
    "name of a person": "select name from person where organisation_id = {0} order by id",
    "address": "select email from account where id in "
    "(select account_id from membership where organisation_id = {0}) order by id desc",
    "domain": "select name from domain where organisation_id = {0}",
    "question": "select seed from asked_to_join where address like '%@' || "
    "(select lower(key) from organisation where id = {0}) || '.example' order by id desc",
    "seed": "select seed from invitation where organisation_id = {0} order by id",
    "invitation": "select token_hash from invitation where organisation_id = {0} order by id",
    "message": "select message_id from mail where organisation_id = {0} order by id desc",
    "client number": "select number from ticket_person where organisation_id = {0} and number <> '' order by ticket_id",
    "row of a unit": "select id from unit where organisation_id = {0} order by id",
    "name of a unit": "select name from unit where organisation_id = {0} order by id",
    "row of a person": "select id from person where organisation_id = {0} order by id desc",
    "row of a member": "select id from membership where organisation_id = {0} order by id desc",
    "row of a request": "select max(id) from ticket where organisation_id = {0}",
    "row of a message": "select max(id) from entry where organisation_id = {0}",
    "row of an account": "select max(account_id) from membership where organisation_id = {0}",
    "customer number": "select customer_number from organisation where id = {0}",
    "row of the organisation": "select id from organisation where id = {0}",
}
"""What else somebody may know or guess of an organisation, and type into a field."""


@dataclass(frozen=True)
class Called:
    """How everything of one organisation is called: by the names in addresses, and all of it by what it is."""

    key: str
    parts: dict[str, str]
    known: dict[str, str]


def called(behind: Behind, organisation_id: int) -> Called:
    """Look up how the things of an organisation are called."""

    def one(statement: str) -> str:
        rows = behind.rows(statement.format(organisation_id))
        assert rows, f"nothing to name by: {statement}"
        return str(rows[0][0])

    parts = {name: one(statement) for name, statement in NAMED.items()} | SHARED
    key = parts["organisation"]
    parts |= {"key": key, "reference": f"{key.upper()}-{parts['number']}"}
    known = {name: parts[name] for name in (*NAMED, "reference")}
    return Called(key, parts, known | {name: one(statement) for name, statement in IN_FORMS.items()})


def arguments(rule: str) -> list[str]:
    """Return the names of the parts that a rule leaves open."""
    return [name for _before, name in ARGUMENT.findall(rule)]


def address(rule: str, parts: dict[str, Any]) -> str:
    """Return the address of a rule. Raises AssertionError, in words, for a part that nobody can fill in."""
    for name in arguments(rule):
        assert name in parts, (
            f"the walk does not know what <{name}> of {rule} stands for: "
            f"say in NAMED of {__name__} how an organisation's is found"
        )

    def filled(found: re.Match[str]) -> str:
        before, name = found[1], found[2]
        value = str(parts.get(f"{before}/{name}", parts[name]))
        return f"{before}/{value}" if before else value

    return ARGUMENT.sub(filled, rule)
