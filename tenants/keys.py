"""The words that no organisation can have as its key, because an address of something else begins with them."""

from werkzeug.routing import Map

COMING = frozenset({"account", "activate", "admin", "api", "dev", "forgot", "news", "start", "status"})
"""First words of addresses that are decided and not built yet, or only there when a setting asks for them."""


def reserved(addresses: Map) -> frozenset[str]:
    """Return the first word of each address there is or will be, in lower case."""
    first = {rule.rule.split("/")[1] for rule in addresses.iter_rules()}
    return COMING | {word for word in first if word and not word.startswith("<")}
