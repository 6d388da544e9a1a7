"""The door to an account: signing in and out."""
