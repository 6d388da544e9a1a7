"""Forms that change what others may be changing too: sent twice they act once, and who is second reads both texts."""
