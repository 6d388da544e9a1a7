"""An organisation's own sign-in: OpenID Connect, set up and tried by its admins, chosen by the domain of an address."""
