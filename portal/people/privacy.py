"""What setting up tells of persons: who said that a task is done, by id."""

from tenants.privacy import Part

from .models import SetUpMark

PART = Part("people", free={SetUpMark: "task"})
