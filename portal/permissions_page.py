"""The page docs/permissions.md: the table of `tenants/permissions.py` in words."""

from tenants.permissions import DEFAULT_SIGHT, TABLE, WIDER, Action, Reach, Wider
from tenants.roles import DESK_ROLES, TENANT_ROLES, Authorisation, Role

WORDS = {
    Reach.NONE: "-",
    Reach.PARTY: "filed by or for them",
    Reach.OWN: "theirs",
    Reach.TEAM: "their team's",
    Reach.UNIT: "their unit's",
    Reach.ORGANISATION: "the organisation's",
    Reach.EVERYWHERE: "all they handle",
}

LEGEND = {
    Reach.PARTY: "requests that somebody filed, and those that were filed for them",
    Reach.OWN: "those, and the requests that they follow",
    Reach.TEAM: "those, and the requests filed by or for people below them in the directory, directly or not,"
    " and below those for whom they stand in now",
    Reach.UNIT: "those, and the requests filed by or for people of the same unit",
    Reach.ORGANISATION: "all requests of the organisation",
    Reach.EVERYWHERE: "the requests of each organisation that the agent handles",
}

ABOUT_NO_REQUEST = (
    *(Action.ENTER, Action.FILE_QUESTION, Action.FILE_PROBLEM, Action.FILE_CHANGE),
    *(Action.READ_NEWS, Action.PUBLISH_NEWS, Action.WORK, Action.MANAGE_MEMBERS, Action.ADMINISTER),
)

FOR_WHOM = {
    Reach.NONE: "-",
    Reach.OWN: "for themselves",
    Reach.ORGANISATION: "for any manager",
    Reach.EVERYWHERE: "for any agent",
}
"""For whom somebody names a deputy."""

SETTINGS = {
    "employees_see": "what employees see",
    "managers_see": "what managers see",
    "employees_report": "who reports problems",
}

AUTHORISED = {
    Authorisation.SEE_UNIT: "see the requests of their unit",
    Authorisation.SEE_ALL: "see the requests of the organisation",
}


def as_markdown() -> str:
    """Return the page docs/permissions.md."""
    return "\n".join(
        [
            "# Who may do what",
            "",
            "This page is made by `balie docs` from the one table in `tenants/permissions.py`, which every page, mail",
            "and command asks. Whoever has several roles has the furthest reach of them. Nobody does something to a",
            "request that they cannot see.",
            "",
            "## In an organisation",
            "",
            *_table([role for role in Role if role in TENANT_ROLES]),
            "",
            "## At the service organisation",
            "",
            *_table([role for role in Role if role in DESK_ROLES]),
            "",
            "## What moves a cell",
            "",
            *(f"- {_moved(wider)}" for wider in WIDER),
            "",
            "## Who stands in for a manager",
            "",
            "Whoever is a manager's deputy reaches the manager's team for that time, with every action in which the",
            "manager's cell is *their team's*, whatever their own roles. Nothing else of the manager goes along.",
            "",
            "## What the words mean",
            "",
            *(f"- *{WORDS[reach]}*: {meaning}." for reach, meaning in LEGEND.items()),
            "",
        ]
    )


def _table(roles: list[Role]) -> list[str]:
    places = [list(Role).index(role) for role in roles]
    names = [role.replace("_", " ") for role in roles]
    lines = [f"| action | {' | '.join(names)} |", f"| --- |{' --- |' * len(roles)}"]
    for action, row in TABLE.items():
        cells = [_cell(action, row[place]) for place in places]
        if set(cells) != {"-"}:
            lines.append(f"| {action} | {' | '.join(cells)} |")
    return lines


def _cell(action: Action, reach: Reach) -> str:
    if action is Action.NAME_DEPUTY:
        return FOR_WHOM[reach]
    if action in ABOUT_NO_REQUEST:
        return "yes" if reach else "-"
    return WORDS[reach]


def _moved(wider: Wider) -> str:
    who = f"*{wider.action}* for the {wider.role.replace('_', ' ')}"
    furthest = _cell(wider.action, wider.furthest)
    if wider.authorisation is not None:
        words = AUTHORISED.get(wider.authorisation, wider.authorisation.replace("_", " "))
        return f"{who}: {furthest}, when an admin authorised them to {words}."
    usual = _cell(wider.action, DEFAULT_SIGHT[wider.setting])
    return f"{who}: as the organisation chooses for {SETTINGS[wider.setting]}, at most {furthest}; at first {usual}."
