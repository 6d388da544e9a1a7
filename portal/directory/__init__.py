"""An organisation's directory, for its admins: its units, and everybody in it, with and without an account."""
