"""E-mail addresses, written one way so that they can be compared."""

import unicodedata

import idna

LONGEST = 254


def folded_address(address: str) -> str:
    """Return an address as it is stored: lower case, composed, its domain in ASCII; "" for what is none."""
    text = unicodedata.normalize("NFC", address).strip()
    local, at, domain = text.rpartition("@")
    if not at or not local or len(text) > LONGEST or any(letter.isspace() or ord(letter) < 32 for letter in text):
        return ""
    try:
        ascii_domain = idna.encode(domain.rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    return f"{local.casefold()}@{ascii_domain.lower()}" if "." in ascii_domain else ""
