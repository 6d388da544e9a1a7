"""Read what the name server of a domain says: whether the text is there with which an organisation proves it."""

from typing import Any

from tenants.terms import Term

PATIENCE = 5.0  # seconds


class Found(Term):
    """How a look ended."""

    IT = "it"
    NOTHING = "nothing"
    OTHERS = "others"
    NO_DOMAIN = "no domain"
    NO_ANSWER = "no answer"


def resolver() -> Any:
    """Return what asks the name servers of this machine."""
    import dns.resolver  # only here: three megabytes, for a page that an organisation opens once

    return dns.resolver.Resolver()


def look_for(text: str, name: str) -> Found:
    """Look for a text among those of a domain."""
    import dns.exception
    import dns.resolver

    try:
        answer = resolver().resolve(f"{name}.", "TXT", lifetime=PATIENCE, search=False)
    except dns.resolver.NXDOMAIN:
        return Found.NO_DOMAIN
    except dns.resolver.NoAnswer:
        return Found.NOTHING
    except (dns.exception.DNSException, OSError, ValueError):
        return Found.NO_ANSWER
    said = {b"".join(record.strings).strip() for record in answer}
    return Found.IT if text.encode() in said else Found.OTHERS
