"""What the demo shows to those who build: the style guide and the mails that went out."""
