"""Mail that comes in: kept before it is read, trusted as far as our mail server vouches, filed or held for somebody."""
