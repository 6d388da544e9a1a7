"""How a department looks to the customer, and the kinds of requests there are."""

from tenants.terms import Term


class Outlook(Term):
    """What lying at a department means for the customer: it chooses the label they read."""

    PROGRESS = "progress"
    DISCUSSED = "discussed"
    PLANNED = "planned"
    SOLVED = "solved"
    CLOSED = "closed"


class Kind(Term):
    """The kinds of requests that can be filed. The values stand in addresses."""

    QUESTION = "question"
    PROBLEM = "problem"
    CHANGE = "change"
