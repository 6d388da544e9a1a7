"""Everything that fits nowhere."""
