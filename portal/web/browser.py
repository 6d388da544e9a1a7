"""With which browser somebody looks at a page, as far as it tells."""

import re
from dataclasses import dataclass

from flask import request

# The first that fits: most browsers say that they are Chrome or Safari too.
_NAMES = (
    ("Edge", r"Edg(?:e|A|iOS)?/([\d.]+)"),
    ("Opera", r"(?:OPR|OPiOS)/([\d.]+)"),
    ("Samsung Internet", r"SamsungBrowser/([\d.]+)"),
    ("Vivaldi", r"Vivaldi/([\d.]+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/([\d.]+)"),
    ("Chrome", r"(?:Chrome|CriOS|HeadlessChrome)/([\d.]+)"),
    ("Safari", r"Version/([\d.]+).*Safari/"),
)
_SYSTEMS = (
    ("iOS", r"iPhone|iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser: its name with the system it runs on, its version and language; "" for what it does not tell."""

    name: str
    version: str
    language: str


def browser() -> Browser:
    """Return the browser that sent this web request."""
    name, version = named_in(request.user_agent.string)
    return Browser(name, version, request.accept_languages.best or "")


def named_in(told: str) -> tuple[str, str]:
    """Return name and version from what a browser calls itself: `("Firefox, Windows", "128.0")`."""
    told = told[:1_000]
    system = next((name for name, pattern in _SYSTEMS if re.search(pattern, told)), "")
    for name, pattern in _NAMES:
        if found := re.search(pattern, told):
            return ", ".join(part for part in (name, system) if part), found[1][:20]
    return system, ""


def screen_in(told: str) -> str:
    """Return the size of a screen as `1920 × 1080`; "" for anything else."""
    found = re.fullmatch(r"(?a:(\d{2,5}) ?[x×] ?(\d{2,5}))", told)
    return f"{found[1]} × {found[2]}" if found else ""
