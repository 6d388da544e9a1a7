"""Domains at which anybody gets a mailbox: an address there says nothing about where somebody works."""

FREE_MAIL = frozenset(
    """
    aol.com caiway.nl casema.nl chello.nl fastmail.com fastmail.fm freedom.nl freeler.nl gmail.com gmx.at gmx.com gmx.de
    gmx.net googlemail.com hetnet.nl hey.com home.nl hotmail.be hotmail.com hotmail.de hotmail.fr hotmail.nl icloud.com
    kpnmail.nl kpnplanet.nl live.be live.com live.nl mac.com mail.com mail.ru mailbox.org me.com msn.com
    onsbrabantnet.nl     outlook.be outlook.com outlook.de outlook.fr outlook.nl online.nl
    planet.nl pm.me posteo.de posteo.net proton.me
    protonmail.ch protonmail.com quicknet.nl rocketmail.com skynet.be solcon.nl telenet.be telfort.nl tele2.nl tuta.com
    tuta.io tutanota.com tweak.nl upcmail.nl versatel.nl web.de wxs.nl xs4all.nl yahoo.co.uk yahoo.com yahoo.de yahoo.fr
    yahoo.nl yandex.com yandex.ru ymail.com zeelandnet.nl ziggo.nl zoho.com zonnet.nl
    """.split()
)
"""In the form in which domains are stored. What is missing is no harm: a domain counts once somebody verified it."""


def is_free_mail(domain: str) -> bool:
    """Say whether anybody gets a mailbox at a domain, or below it."""
    parts = domain.split(".")
    return any(".".join(parts[start:]) in FREE_MAIL for start in range(len(parts)))


def domain_of(address: str) -> str:
    """Return the domain of an address as it is stored; "" for what is none."""
    _local, at, domain = address.rpartition("@")
    return domain if at else ""
