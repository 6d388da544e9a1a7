"""What people do, at Balie and at the bare page: the same step at both, ready to be repeated."""

import itertools
import secrets
import time
from collections.abc import Callable

from .browser import Answer, Browser
from .figures import DESK, DESK_SEARCHES
from .grounds import ABSENT, AGENT, COMMON, Ground

Step = Callable[[], Answer]
SUBJECT = "Het rooster van de nachtdienst klopt niet"
NOTE = "Sinds gisteren kan ik het rooster niet meer openen. Ik heb al opnieuw ingelogd. Kunnen jullie meekijken?"
REPLY = "Dank je, ik heb het geprobeerd. Bij mij werkt het nu, maar bij een collega nog steeds niet."


def at_balie(ground: Ground, port: int) -> dict[str, Step]:
    """Return the steps of a professional and of an agent who are signed in, and the sign-in page of a stranger."""
    browser, agent, stranger = Browser(port), Browser(port), Browser(port)
    browser.signs_in(ground.email, f"/{ground.key}/")
    agent.signs_in(AGENT, "/desk/inbox/all")
    everything, every_house = f"/{ground.key}/requests?scope=organisation", "/desk/inbox/all"

    before = dict(browser.cookies)

    def posted(path: str, **fields: str) -> Step:
        def post() -> Answer:
            # As somebody who has read what the page after the last post said: else the cookie grows with each.
            browser.cookies = dict(before)
            return browser.post(path, fields | {"csrf_token": browser.token, "key": secrets.token_urlsafe(24)})

        return post

    return {
        "start": lambda: browser.get(f"/{ground.key}/"),
        "list": lambda: browser.get(everything),
        "filter": lambda: browser.get(f"{everything}&state=closed"),
        "deep page": lambda: browser.get(f"{everything}&after={ground.deep_edge}"),
        "request page": lambda: browser.get(f"/{ground.key}/requests/{ground.long_number}"),
        "search, rare word": lambda: browser.get(f"{everything}&q={ground.rare_word}"),
        "search, common word": lambda: browser.get(f"{everything}&q={COMMON}"),
        "search, absent word": lambda: browser.get(f"{everything}&q={ABSENT}"),
        "file": posted(f"/{ground.key}/new/question/planning", subject=SUBJECT, note=NOTE, client_number=""),
        "reply": posted(f"/{ground.key}/requests/{ground.open_number}/replies", body=REPLY),
        "desk inbox": lambda: agent.get("/desk/inbox/unassigned"),
        "desk, all requests": lambda: agent.get(every_house),
        "desk request page": lambda: agent.get(f"/desk/requests/{ground.key.upper()}-{ground.long_number}"),
        "desk search, rare word": lambda: agent.get(f"{every_house}?q={ground.rare_word}"),
        "desk search, common word": lambda: agent.get(f"{every_house}?q={COMMON}"),
        "desk search, absent word": lambda: agent.get(f"{every_house}?q={ABSENT}"),
        "sign-in page": lambda: stranger.get("/signin"),
    }


def at_bare_page(ground: Ground, port: int) -> dict[str, Step]:
    """Return for each step of Balie the bare one it is compared with; a list when it has none of its own."""
    browser = Browser(port)
    # Numbers that no request has, from one round and server to the next.
    fresh = itertools.count(1_000_000 + time.time_ns() // 10**8 % 1_000_000_000)

    def file() -> Answer:
        fields = {"person": str(ground.person_id), "number": str(next(fresh)), "subject": SUBJECT, "note": NOTE}
        return browser.post("/list", fields)

    def reply() -> Answer:
        fields = {"ticket": str(ground.open_id), "place": str(next(fresh)), "body": REPLY}
        return browser.post(f"/list/{ground.open_number}", fields)

    listed: Step = lambda: browser.get("/list")  # noqa: E731
    return {
        "start": listed,
        "list": listed,
        "filter": lambda: browser.get("/list?state=closed"),
        "deep page": listed,
        "request page": lambda: browser.get(f"/list/{ground.long_number}"),
        "search, rare word": listed,
        "search, common word": listed,
        "search, absent word": listed,
        "file": file,
        "reply": reply,
        **dict.fromkeys((*DESK, *DESK_SEARCHES), listed),
        "desk request page": lambda: browser.get(f"/list/{ground.long_number}"),
        "sign-in page": listed,
    }
