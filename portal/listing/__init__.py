"""The list of requests: filters, search, suggestions, saved views, export, and what is new."""
