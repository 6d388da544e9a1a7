"""What happens leaves a row here: append-only, ids only; audit and history read it."""
