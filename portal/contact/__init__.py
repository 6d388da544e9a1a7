"""How people reach the service organisation besides the portal: telephone, mail, opening hours."""
