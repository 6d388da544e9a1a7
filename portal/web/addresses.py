"""Which addresses Balie may ask: those of other servers that anybody may reach, over https."""

import ipaddress
from urllib.parse import urlsplit

from flask import current_app

TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Addresses that stand for others, which could be private ones."""


def may_ask(url: str) -> bool:
    """Say whether an address is one that Balie may ask, as it is written; where its name leads is seen when it asks."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment or not url.isprintable() or " " in url:
        return False
    if host in current_app.config["OUTBOUND_ALLOW"]:
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and (is_public(host) if _is_address(host) else "." in host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(text: str) -> bool:
    """Say whether an address is anybody's to reach: not of a home, an office, this machine or a group."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not address.is_multicast
