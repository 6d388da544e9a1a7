"""What is new: in the list, at the bell, in the conversation, on the page of notifications, while a page is open."""

from datetime import timedelta

from tenants.clock import at
from tenants.clock import now as the_time
from tests.guards.behind import Behind


def new_ones(player, path):
    return [row.select_one("a.t").get_text() for row in player.opens(path).soup.select(".list .unread")]


def bell(player):
    dot = player.opens(f"/{player.house}/new").soup.select_one(".bell .dot")
    return int(dot.contents[0]) if dot else 0


def test_a_reply_is_new_until_it_is_read_and_for_each_by_themselves(bram, samira, joost):
    ticket = bram.files("Waar is het?", "Ik zoek.")
    assert (new_ones(bram, "/linde/requests"), bell(bram)) == ([], 0)
    joost.answers(ticket)

    assert (new_ones(bram, "/linde/requests"), bell(bram)) == (["Waar is het?"], 1)
    assert new_ones(samira, "/linde/requests?scope=organisation") == []
    assert bram.page(ticket).soup.select_one(".bell .dot")
    assert (new_ones(bram, "/linde/requests"), bell(bram)) == ([], 0)
    assert not bram.page(ticket).soup.select_one(".bell .dot")


def test_what_somebody_wrote_in_one_request_hides_no_reply_in_another(bram, joost):
    long, other = bram.files("Lang gesprek"), bram.files("Andere vraag")
    for _time in range(3):
        bram.replies(long, "Nog iets.")
    joost.comments(other, "We kijken ernaar.")

    assert (new_ones(bram, "/linde/requests"), bell(bram)) == (["Andere vraag"], 1)


def test_an_internal_note_is_news_to_nobody(bram, joost):
    ticket = bram.files()
    joost.notes(ticket)

    assert bell(bram) == 0
    assert "notitie" not in bram.opens("/linde/notifications").text.lower()


def test_what_came_since_stands_under_a_line(bram, joost):
    ticket = bram.files()
    joost.comments(ticket, "Eerste bericht")
    assert bram.page(ticket).soup.select_one(".since")
    assert not bram.page(ticket).soup.select_one(".since")
    joost.comments(ticket, "Tweede bericht")
    since = bram.page(ticket).soup.select_one(".since")

    assert since.get_text() == "Nieuw sinds je vorige bezoek"
    assert "Tweede bericht" in since.find_next("article").get_text()


def test_an_agent_sees_what_is_new_in_the_requests_they_have(bram, joost, fatma):
    ticket = bram.files("Hoe ruil ik?", "Ik zoek.")
    joost.takes(ticket)
    bram.replies(ticket, "Nog iets.")

    def new_at(player, view):
        return [row.a.get_text() for row in player.opens(f"/desk/inbox/{view}").soup.select(".tk.un")]

    assert new_at(joost, "mine") == ["Hoe ruil ik?"]
    assert new_at(fatma, "all") == []
    joost.page(ticket)
    assert new_at(joost, "mine") == []


def test_notifications_are_grouped_by_day_and_read_at_once(bram, joost):
    ticket = bram.files("Waar is het?", "Ik zoek.")
    assert "Je bent helemaal bij." in bram.opens("/linde/notifications")
    joost.comments(ticket)
    with at(the_time() + timedelta(days=1)):
        joost.signs_in()
        bram.signs_in()
        joost.answers(ticket)
        page = bram.opens("/linde/notifications")

        assert [day.get_text() for day in page.soup.select(".dayhead")] == ["Vandaag", "Gisteren"]
        assert len(page.soup.select(".list .unread")) == 2
        assert "Joost van Dam reageerde" in page
        for _time in range(2):
            assert bram.sends("/linde/notifications/read", {}).status == 303
        page = bram.opens("/linde/notifications")
        assert not page.soup.select(".list .unread")
        assert "Alles gelezen" not in page.buttons
        assert bell(bram) == 0


def test_older_notifications_stand_on_the_next_page(bram, joost):
    ticket = bram.files()
    for count in range(30):
        joost.comments(ticket, f"Bericht {count}")
    first = bram.opens("/linde/notifications")
    second = bram.opens(first.soup.select_one("a[rel=next]")["href"])
    links = [link["href"] for page in (first, second) for link in page.soup.select(".list a.t")]

    assert len(links) == len(set(links)) == 30
    assert first.statements == second.statements <= 5


def test_an_open_page_hears_of_a_reply_in_one_statement_and_of_nothing_else(bram, tom, joost):
    ticket = bram.files()
    ask = f"{ticket.path}/news?seen=1"
    quiet = bram.opens(ask)
    assert (quiet.status, quiet.statements) == (204, 2)  # who asks, and whether there is something
    joost.notes(ticket)
    assert bram.opens(ask).status == 204
    joost.answers(ticket)
    told = bram.opens(ask)

    assert (told.status, told.statements) == (200, 2)
    assert "Er is een nieuwe reactie" in told.html
    assert tom.opens(f"/vechtdal/requests/{ticket.number}/news?seen=0").status == 404


def test_an_open_list_hears_of_a_change(noon, bram, joost):
    ticket = bram.files()
    ask = bram.opens("/linde/requests?scope=mine").soup.select_one(".newsbar")["hx-get"]
    assert bram.opens(ask).status == 204
    with at(noon + timedelta(minutes=1)):
        joost.answers(ticket)

    assert bram.opens(ask).status == 200


def test_an_open_page_does_not_keep_a_session_alive(bram, engine):
    ticket = bram.files()
    seen = Behind(engine)
    used = "select used_at from session order by id"
    before = seen.rows(used)
    with at(the_time() + timedelta(minutes=30)):
        bram.opens(f"{ticket.path}/news?seen=1")
        bram.opens("/linde/requests/news?newest=20260101T000000000000-0")
        assert seen.rows(used) == before
        bram.opens("/linde/requests")
        assert seen.rows(used) != before


def test_reading_twice_at_once_notes_it_once(bram, joost, engine):
    ticket = bram.files()
    joost.answers(ticket)
    for _time in range(3):
        bram.page(ticket)

    assert Behind(engine).rows("select seen from read_mark") == [(2,)]


KEPT = "select ticket_id, person_id from participant where news order by ticket_id, person_id"
SAID = """
select distinct p.ticket_id, p.person_id from participant p
join membership m on m.organisation_id = p.organisation_id and m.person_id = p.person_id
join entry e on e.organisation_id = p.organisation_id and e.ticket_id = p.ticket_id and e.ring = 'shared'
left join read_mark r on r.account_id = m.account_id and r.ticket_id = p.ticket_id
where e.number > coalesce(r.seen, 0) and (e.author_id <> m.account_id or (e.author_id is null and e.event = 'resolved'))
and not exists (select 1 from entry own where own.ticket_id = e.ticket_id and own.ring = 'shared'
                and own.number > e.number and own.author_id = m.account_id)
order by p.ticket_id, p.person_id
"""


def test_what_is_kept_as_new_is_what_the_entries_say(bram, anneke, joost, engine):
    behind = Behind(engine)

    def kept():
        assert behind.rows(KEPT) == behind.rows(SAID)
        return len(behind.rows(KEPT))

    mine, theirs = bram.files("Waar is het?", "Ik zoek."), anneke.files("Hoe ruil ik?", "Ik ook.")
    assert kept() == 0
    joost.answers(mine)
    joost.answers(theirs)
    assert kept() == 2
    bram.replies(mine, "Dank je.")
    assert kept() == 1
    joost.notes(mine)
    joost.resolves(mine)
    assert kept() == 2
    bram.page(mine)
    assert kept() == 1
    anneke.sends("/linde/notifications/read", {})
    assert kept() == 0
