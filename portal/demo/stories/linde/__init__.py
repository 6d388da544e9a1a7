"""What Zorggroep De Linde asked: thirty-four requests of a care provider with two locations, newest first."""

from .access import STORIES as ACCESS
from .integrations import STORIES as INTEGRATIONS
from .payroll import STORIES as PAYROLL
from .planning import STORIES as PLANNING
from .records import STORIES as RECORDS
from .reports import STORIES as REPORTS
from .roster_of_week_48 import STORIES as ROSTER_OF_WEEK_48

STORIES = PLANNING + PAYROLL + RECORDS + ACCESS + REPORTS + INTEGRATIONS + ROSTER_OF_WEEK_48
