"""Articles: what the service organisation explains, so that somebody need not ask."""
