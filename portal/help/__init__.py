"""Pages that explain: how the desk works, how we are reached, privacy, accessibility. Anybody may read them."""
