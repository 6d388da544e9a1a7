"""Reading the desk's pages in tests."""

from tests.players import Page, Player


def subjects(page: Page) -> list[str]:
    """The requests of a list, in the order in which they stand."""
    return [link.get_text() for link in page.soup.select(".tk > a")]


def inbox(player: Player, view: str, **query: str) -> list[str]:
    """The requests of the first page of a view."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page = player.opens(f"/desk/inbox/{view}?{asked}")
    assert page.status == 200, page.status
    return subjects(page)


def counted(page: Page, view: str) -> str:
    """The count beside a view in the left pane."""
    told = page.soup.select_one(f".side a[href='/desk/inbox/{view}'] i")
    return told.get_text() if told else ""


def marked(page: Page) -> list[str]:
    """The request that is marked in the list beside it."""
    return [link.get_text() for link in page.soup.select(".tk a[aria-current=true]")]


def messages(page: Page) -> list[str]:
    """What people wrote, in order, notes too."""
    return [" ".join(text.get_text(" ").split()) for text in page.soup.select(".thread .msg .tx")]


STATUS, OWNER, DEPARTMENT, CUSTOMER, PROMISE = range(5)


def beside(page: Page, which: int) -> str:
    """The value of one property of the request."""
    term_and_value = [one.strip() for one in page.soup.select(".props .prop")[which].stripped_strings]
    return " ".join(term_and_value[1:])
