"""How fast Balie is, beside a bare page on the same database and server: `make bench`."""
