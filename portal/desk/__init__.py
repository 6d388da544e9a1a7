"""The agents' side of the counter."""
