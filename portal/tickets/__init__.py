"""The heart: a request from filing to rating."""
