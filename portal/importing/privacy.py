"""What lists of people tell of persons: their rows, until they are carried out, and what an undo would put back."""

from tenants.privacy import PASSED, Part

from .models import ImportRun

PART = Part(
    "importing",
    names={ImportRun: "file_name lines refused done"},
    stays={PASSED: {ImportRun: "file_name lines refused done"}},
    free={ImportRun: "code form encoding delimiter columns language seal counts why"},
)
