"""The log of an organisation for its admins: who did what, and when the service organisation looked in."""
