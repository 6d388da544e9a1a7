"""Attachments: what people send along. Their bytes, their previews, and which message they belong to."""
