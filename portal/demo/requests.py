"""The demo's requests of the three customers, newest first within each."""

from portal.demo.requests_eemland import EEMLAND
from portal.demo.requests_linde import LINDE
from portal.demo.requests_people import PEOPLE
from portal.demo.requests_solved import SOLVED
from portal.demo.requests_vechtdal import VECHTDAL
from portal.demo.story import Story

STORIES: tuple[Story, ...] = LINDE + PEOPLE + VECHTDAL + EEMLAND + SOLVED
