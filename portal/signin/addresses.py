"""E-mail addresses, written one way so that they can be compared."""

import unicodedata

import idna
from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from portal.web.forms import AtMost, Form, Line, Needed
from tenants.errors import Invalid

LONGEST = 254


def folded_address(address: str) -> str:
    """Return an address as it is stored: lower case, composed, its domain in ASCII; "" for what is none."""
    text = unicodedata.normalize("NFC", address).strip()
    local, at, domain = text.rpartition("@")
    if not at or not local or len(text) > LONGEST or any(letter.isspace() or ord(letter) < 32 for letter in text):
        return ""
    folded = folded_domain(domain)
    return f"{local.casefold()}@{folded}" if folded else ""


def folded_domain(domain: str) -> str:
    """Return a domain as it is stored: in ASCII and lower case; "" for what is none."""
    try:
        ascii_domain = idna.encode(domain.strip().rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    return ascii_domain.lower() if "." in ascii_domain else ""


class AddressForm(Form):
    """Another address for an account."""

    email = Line(validators=[Needed(lazy_gettext("Fill in the e-mail address")), AtMost(300)])

    def validate_email(self, field: Line) -> None:
        """An address that mail can go to."""
        if not self.folded:
            raise ValidationError(gettext("This is no e-mail address. Write it like this: name@example.com"))

    @property
    def folded(self) -> str:
        """Return the address as it is stored; "" for what is none."""
        return folded_address(self.email.data or "")

    def refuse_same(self, email: str) -> None:
        """Raise Invalid when the account has this address already."""
        if self.folded == email:
            raise Invalid("email", gettext("The account has this address already"))
