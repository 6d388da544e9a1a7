"""What looking in tells of persons: the reason that was given."""

from tenants.privacy import WRITTEN, Part

from .models import LookIn

PART = Part("audit", names={LookIn: "reason"}, free={LookIn: "handle"}, stays={WRITTEN: {LookIn: "reason"}})
