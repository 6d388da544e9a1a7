"""Terms of use: an admin writes them, and every member accepts the newest before anything else."""
