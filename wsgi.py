"""The application for a WSGI server."""

from portal.serving import application

app = application()
