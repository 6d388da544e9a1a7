"""Who stands in for whom: naming a deputy for a while, in an organisation and at the desk, and telling both."""
