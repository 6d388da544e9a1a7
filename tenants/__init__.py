"""WHO: organisations, people, roles, what each may do, and the wall between organisations. No pages."""
