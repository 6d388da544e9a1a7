"""How the service organisation is reached: of no person."""

from tenants.privacy import Part

from .models import Contact

PART = Part("contact", free={Contact: "telephone email week closed holidays"})
