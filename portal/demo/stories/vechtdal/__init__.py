"""What Gemeente Vechtdal asked: fifteen requests of a municipality with community teams, newest first."""

from .integrations import STORIES as INTEGRATIONS
from .payroll import STORIES as PAYROLL
from .planning import STORIES as PLANNING
from .records import STORIES as RECORDS
from .reports import STORIES as REPORTS

STORIES = PLANNING + PAYROLL + RECORDS + REPORTS + INTEGRATIONS
