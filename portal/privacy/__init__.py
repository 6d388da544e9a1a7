"""Rights of persons: what is kept of somebody as a file, erasing somebody, and how long requests are kept."""
