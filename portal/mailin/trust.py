"""Whether our own mail server vouches for a sender, by the header it writes on top of each mail (RFC 8601).

A From header is what somebody typed. It counts as far as that server says that the domain in it let the mail through.
"""

import re
from collections.abc import Sequence

from tenants.free_mail import domain_of

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)\b(.*)", re.I | re.S)
_PROPERTY = re.compile(r"\b(header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*\"?([^\s\";]+)", re.I)


def vouched_for(results: Sequence[str], server: str, sender: str) -> bool:
    """Say whether `server` vouches for the domain of `sender`; `results` are the headers, the topmost first.

    Only its topmost header counts: what stands below it may be the sender's. What DMARC says decides; without it DKIM
    or SPF of the very same domain. Whatever cannot be read vouches for nobody.
    """
    mine = next((value for value in results if _server(value) == server.lower()), None)
    domain = domain_of(sender)
    if mine is None or not domain:
        return False
    found = [one for part in _plain(mine).split(";")[1:] if (one := _RESULT.match(part))]
    dmarc = [one for one in found if one[1].lower() == "dmarc"]
    if dmarc:
        return all(_passes(one, domain, ("header.from",), needed=False) for one in dmarc)
    signed = ("header.d", "header.i")
    return any(_passes(one, domain, signed if one[1].lower() == "dkim" else ("smtp.mailfrom",)) for one in found)


def _plain(value: str) -> str:
    before = ""
    while before != value:
        before, value = value, _COMMENT.sub(" ", value)
    return value


def _server(value: str) -> str:
    return next(iter(_plain(value).partition(";")[0].split()), "").lower()


def _passes(result: re.Match[str], domain: str, names: Sequence[str], *, needed: bool = True) -> bool:
    if result[2].lower() != "pass":
        return False
    said = [value.lower().rpartition("@")[2] for name, value in _PROPERTY.findall(result[3]) if name.lower() in names]
    return all(one == domain for one in said) if said else not needed
