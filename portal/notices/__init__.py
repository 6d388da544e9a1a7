"""Who is told what: features register how their news reads."""
