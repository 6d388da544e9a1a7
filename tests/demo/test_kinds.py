"""The demo holds requests of every kind, in each organisation, and what was filled in on them is right."""

from collections import Counter

from portal.catalogue.rules import Kind
from portal.demo.kinds import CHANGES, PROBLEMS, filled_in
from portal.demo.stories import STORIES
from portal.tickets.filing import Filing


def test_every_form_of_the_demo_belongs_to_a_story():
    assert {*PROBLEMS, *CHANGES} <= {story.subject for story in STORIES}


def test_every_story_is_filed_with_answers_that_are_right(inside_app):
    for story in STORIES:
        kind, answers = filled_in(story)
        assert Filing(kind, story.service, answers).subject == story.subject


def test_every_organisation_has_requests_of_every_kind():
    kinds = Counter((story.organisation, filled_in(story)[0]) for story in STORIES)

    assert set(kinds) == {(house, kind) for house in ("linde", "vechtdal", "eemland") for kind in Kind}


def test_the_kinds_are_shared_out_as_at_a_real_desk():
    kinds = Counter(filled_in(story)[0] for story in STORIES)

    shares = {kind: round(100 * count / len(STORIES)) for kind, count in kinds.items()}
    assert 57 <= shares[Kind.QUESTION] <= 63
    assert 25 <= shares[Kind.PROBLEM] <= 31
    assert 10 <= shares[Kind.CHANGE] <= 14
