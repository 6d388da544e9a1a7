"""What files tell of persons: their names, and their bytes."""

from tenants.privacy import WRITTEN, Part

from .models import Attachment

PART = Part(
    "files",
    names={Attachment: "name"},
    free={Attachment: "public_id media_type digest"},
    stays={WRITTEN: {Attachment: "name"}},
)
