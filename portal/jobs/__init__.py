"""Background work: the clock, and the duties that come round."""
