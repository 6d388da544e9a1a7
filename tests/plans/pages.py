"""The pages whose statements are looked at, and by whom they are opened: everything that shows or searches rows."""

from typing import Any

FILTERS = {
    "turn": "turn=desk",
    "state": "state=your-turn",
    "state with an outlook": "state=planned",
    "state closed": "state=solved",
    "kind": "kind=change",
    "service": "service=planning",
    "filed by me": "by=me",
    "filed by a name": "by=jan",
    "filed by nobody there": "by=zeppelin",
    "for a name": "for=jan",
    "period": "period=month",
    "since": "since=2026-01-01",
    "until": "until=2025-06-01",
    "confidential": "confidential=yes",
    "whose turn first": "sort=turn",
    "rare word": "q={rare}",
    "common word": "q=medewerker",
    "absent word": "q=zeppelinhangar",
    "two words": "q=medewerker+{rare}",
    "two common words": "q=medewerker+team",
    "word and filter": "q=medewerker&kind=change&turn=customer",
}

OWN = {
    "start": "/{key}/",
    "mine": "/{key}/requests?scope=mine",
    "mine, deep": "/{key}/requests?scope=mine&after={edge}",
    "mine, whose turn first": "/{key}/requests?scope=mine&sort=turn",
    "mine, a filter": "/{key}/requests?scope=mine&kind=change",
    "search": "/{key}/requests?q=medewerker",
    "suggestions": "/{key}/search/suggest?q=medewerk",
    "a number": "/{key}/search/suggest?q={mine}",
    "new in the list": "/{key}/requests/news?scope=mine&newest={edge}",
    "request": "/{key}/requests/{mine}",
    "request, new": "/{key}/requests/{mine}/news?seen=1",
    "sent": "/{key}/requests/{mine}/sent",
    "notifications": "/{key}/notifications",
    "news": "/{key}/news",
    "news of a kind": "/{key}/news?kind=update",
    "a message": "/{key}/news/{message}",
    "articles": "/{key}/kb",
    "articles found": "/{key}/kb?q=medewerker",
    "articles like a subject": "/{key}/search/articles?subject=rooster+medewerker",
    "new request": "/{key}/new",
    "a form": "/{key}/new/question/planning",
    "who may send a change": "/{key}/new/change",
    "my details": "/account",
    "contact": "/contact",
}

TEAM = {
    "team": "/{key}/requests?scope=team",
    "team, deep": "/{key}/requests?scope=team&after={edge}",
    "team, a word": "/{key}/requests?scope=team&q=medewerker",
}

ORGANISATION = {
    "organisation": "/{key}/requests?scope=organisation",
    "organisation, deep": "/{key}/requests?scope=organisation&after={edge}",
    "organisation, back": "/{key}/requests?scope=organisation&before={edge}",
    "new in the organisation": "/{key}/requests/news?scope=organisation&newest={edge}",
    **{f"filter: {name}": f"/{{key}}/requests?scope=organisation&{query}" for name, query in FILTERS.items()},
}

MEMBERS = {
    "members": "/{key}/org/users",
    "members by name": "/{key}/org/users?q=jan",
    "members who stay away": "/{key}/org/users?seen=long-ago",
    "the first page": "/{key}/org",
    "how it went": "/{key}/org/satisfaction",
    "setting up": "/{key}/welcome",
    "what waits for one person": "/{key}/requests?scope=organisation&turn=customer&person={public}",
    "what is open of one person": "/{key}/requests?scope=organisation&person={public}&open=yes",
    "a member": "/{key}/org/users/{member}",
    "the log": "/{key}/org/audit",
    "the log by name": "/{key}/org/audit?who=jan",
    "the log of a kind": "/{key}/org/audit?kind=sign-in",
    "the log of a period": "/{key}/org/audit?since=2026-01-01&until=2026-02-01",
}

DESK = {
    "mine": "/desk/inbox/mine",
    "unassigned": "/desk/inbox/unassigned",
    "waiting": "/desk/inbox/waiting",
    "unhappy": "/desk/inbox/unhappy",
    "all": "/desk/inbox/all",
    "all, deep": "/desk/inbox/all?after={desk_edge}",
    "department": "/desk/inbox/department-helpdesk",
    "rare word": "/desk/inbox/all?q={rare}",
    "common word": "/desk/inbox/all?q=medewerker",
    "absent word": "/desk/inbox/all?q=zeppelinhangar",
    "two common words": "/desk/inbox/all?q=medewerker+team",
    "word in a view": "/desk/inbox/waiting?q=medewerker",
    "request": "/desk/requests/{reference}",
    "request beside a list": "/desk/requests/{reference}?view=all",
}

SETUP = {
    "overview": "/admin",
    "organisations": "/admin/organisations",
    "an organisation": "/admin/organisations/{key}",
    "services": "/admin/services",
    "departments": "/admin/departments",
    "contact": "/admin/contact",
    "broadcasts": "/admin/broadcasts",
    "articles": "/admin/articles",
}

OPENED: dict[str, dict[str, Any]] = {
    "employee": OWN,
    "manager": OWN | TEAM | ORGANISATION,
    "admin": OWN | ORGANISATION | MEMBERS,
    "joost": DESK,
    "marijke": DESK,
    "ruud": SETUP,
}
"""Who opens which pages. The first three are of the largest organisation, the others of the service organisation."""
