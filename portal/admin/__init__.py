"""Where the service organisation sets up its service: customers, services, departments, how it is reached."""
