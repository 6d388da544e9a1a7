"""The portal: everything that people see and do in Balie."""
