"""Leaving Balie and coming in: an organisation as one zip that says what is in it, and back into rows."""
