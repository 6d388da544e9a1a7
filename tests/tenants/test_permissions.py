"""The table, read by a machine: what each role reaches, and what moves a cell within its bounds."""

from dataclasses import dataclass, field

import pytest

from tenants.permissions import DEFAULT_SIGHT, TABLE, WIDER, Action, Reach, permits, reach
from tenants.roles import DESK_ROLES, TENANT_ROLES, Authorisation, Role


@dataclass
class Holder:
    """Whoever has roles."""

    roles: frozenset[Role]
    authorisations: frozenset[Authorisation] = frozenset()
    sight: dict[str, Reach] = field(default_factory=dict)
    membership_id: int = 1
    stands_for: frozenset[int] = frozenset()


@dataclass
class Thing:
    """Something at a distance."""

    far: Reach
    confidential: bool = False

    def distance(self, _member: Holder) -> Reach:
        return self.far


def holder(*roles: Role, **more) -> Holder:
    return Holder(frozenset(roles), **more)


def test_who_has_two_roles_reaches_as_far_as_the_furthest():
    both = holder(Role.EMPLOYEE, Role.PROFESSIONAL)

    assert all(reach(both, action) is max(row[0], row[2]) for action, row in TABLE.items())


def test_who_has_no_role_reaches_nothing():
    assert all(reach(holder(), action) is Reach.NONE for action in Action)
    assert not any(permits(holder(), action) for action in Action)


@pytest.mark.parametrize("action", Action)
def test_no_role_of_a_tenant_reaches_beyond_its_organisation(action):
    everything = {"employees_see": Reach.EVERYWHERE, "managers_see": Reach.EVERYWHERE}
    for role in TENANT_ROLES:
        most = holder(role, authorisations=frozenset(Authorisation), sight=everything)
        assert reach(most, action) <= Reach.ORGANISATION


def test_the_desk_files_nothing_and_says_nothing_for_the_customer():
    for role in DESK_ROLES:
        for action in (Action.FILE_QUESTION, Action.REPLY, Action.RESOLVE, Action.WITHDRAW, Action.REOPEN, Action.RATE):
            assert not permits(holder(role), action)


def test_a_choice_of_the_organisation_never_narrows_what_the_table_gives():
    for sight in (Reach.NONE, Reach.PARTY):
        narrow = {"employees_see": sight, "managers_see": sight}
        assert reach(holder(Role.EMPLOYEE, sight=narrow), Action.SEE) is Reach.OWN
        assert reach(holder(Role.MANAGER, sight=narrow), Action.SEE) is Reach.TEAM


def test_every_choice_has_a_value_until_somebody_chooses():
    assert {wider.setting for wider in WIDER if wider.setting} == set(DEFAULT_SIGHT)
    assert all(wider.furthest <= Reach.ORGANISATION for wider in WIDER)


def test_nobody_acts_on_what_they_do_not_see():
    manager = holder(Role.MANAGER, sight={"managers_see": Reach.TEAM})

    for action in Action:
        assert not permits(manager, action, Thing(Reach.ORGANISATION))


def test_what_is_confidential_asks_for_its_own_reach():
    plain, trusted = (
        holder(Role.PROFESSIONAL),
        holder(Role.PROFESSIONAL, authorisations=frozenset({Authorisation.SEE_CONFIDENTIAL})),
    )

    assert not permits(plain, Action.SEE, Thing(Reach.ORGANISATION, confidential=True))
    assert permits(trusted, Action.SEE, Thing(Reach.ORGANISATION, confidential=True))
    assert permits(plain, Action.SEE, Thing(Reach.OWN, confidential=True))


def test_an_authorisation_meant_for_a_professional_gives_an_employee_nothing():
    employee = holder(Role.EMPLOYEE, authorisations=frozenset(Authorisation))

    assert reach(employee, Action.SEE_CONFIDENTIAL) is Reach.OWN
