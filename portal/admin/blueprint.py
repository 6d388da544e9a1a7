"""The addresses of the set-up."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
