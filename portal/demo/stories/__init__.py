"""The demo's requests of the three customers: a folder for each, in it a file for each service, newest first."""

from portal.demo.story import Story

from .eemland import STORIES as EEMLAND
from .for_others import STORIES as FOR_OTHERS
from .just_solved import STORIES as JUST_SOLVED
from .linde import STORIES as LINDE
from .reported import STORIES as REPORTED
from .vechtdal import STORIES as VECHTDAL

STORIES: tuple[Story, ...] = LINDE + FOR_OTHERS + VECHTDAL + EEMLAND + JUST_SOLVED + REPORTED
