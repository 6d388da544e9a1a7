"""A module that breaks nothing."""
