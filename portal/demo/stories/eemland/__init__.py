"""What Thuiszorg Eemland asked: eleven requests of a home care provider, newest first."""

from .integrations import STORIES as INTEGRATIONS
from .payroll import STORIES as PAYROLL
from .planning import STORIES as PLANNING
from .records import STORIES as RECORDS
from .reports import STORIES as REPORTS

STORIES = PLANNING + PAYROLL + RECORDS + REPORTS + INTEGRATIONS
