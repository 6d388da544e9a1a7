"""Requests that are being written: kept on the server until they are sent or thrown away."""
