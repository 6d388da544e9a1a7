"""Find requests by word or number, inside the wall, on both engines."""
