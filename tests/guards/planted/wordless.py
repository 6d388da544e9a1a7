"""A module that records what no sentence tells."""


def vanish(member, membership):
    leave_trail("member.vanished", membership, by=member)  # noqa: F821
    leave_trail("member.invited", membership, by=member)  # noqa: F821
