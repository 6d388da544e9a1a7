"""The door of an organisation's admins: who is a member, what they may do, who comes and who goes."""
