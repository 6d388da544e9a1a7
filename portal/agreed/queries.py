"""The newest terms of use of the organisation in scope."""

from dataclasses import dataclass

from sqlalchemy import select

from tenants.database import db

from .models import TermsOfUse


@dataclass(frozen=True, slots=True)
class Terms:
    """What the terms say in each language; version 0 are none that were ever written."""

    text_nl: str = ""
    text_en: str = ""
    version: int = 0


def newest() -> Terms:
    """Return the newest terms; empty ones when there are none."""
    columns = (TermsOfUse.text_nl, TermsOfUse.text_en, TermsOfUse.version)
    row = db.session.execute(select(*columns).order_by(TermsOfUse.version.desc()).limit(1)).first()
    return Terms() if row is None else Terms(*row)
