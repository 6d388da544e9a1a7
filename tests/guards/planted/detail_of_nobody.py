"""Records something with an id that the take-out of an organisation would not know."""

from portal.trail.verbs import leave_trail


def move_next_door(ticket, member, other):
    """Leave a trail with a number of this database."""
    leave_trail("ticket.moved", ticket, by=member, neighbour=other.id)
