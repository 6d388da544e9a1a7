"""What the service organisation offers tells nothing of persons."""

from tenants.privacy import Part

from .models import Department, Service

PART = Part(
    "catalogue",
    free={
        Service: "slug name_nl name_en icon",
        Department: "slug name_nl name_en sentence_nl sentence_en",
    },
)
