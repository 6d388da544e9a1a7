"""News: what the service organisation tells its customers, and an organisation its own people."""
