"""What requests can be about and where they lie: services, departments, forms."""
