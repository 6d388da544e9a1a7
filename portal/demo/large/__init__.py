"""Large made-up data, for measuring: see `seed.py`."""
