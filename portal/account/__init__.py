"""What somebody sees and changes of their own account, whatever organisations they are in."""
