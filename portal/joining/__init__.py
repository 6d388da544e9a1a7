"""People who ask to join: with an address of their organisation's domain; its admins let them in or tell them no."""
