"""What must leave the house: one row per recipient, written in the transaction of its cause."""
