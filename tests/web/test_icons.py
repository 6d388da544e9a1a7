"""Every icon that a template names is in the file of icons: one that is not would be a hole in the page."""

import re

from portal.settings import ROOT
from portal.web.assets import FOLDER

NAMED = re.compile(r'(?:icon\(|tile\([^"]*"[^"]+"[^"]*\), )"([a-z0-9-]+)"')


def test_every_icon_that_a_template_names_is_there():
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', (FOLDER / "vendor" / "icons.svg").read_text(encoding="utf-8")))
    templates = (ROOT / "templates").rglob("*.html")
    named = {(path.name, name) for path in templates for name in NAMED.findall(path.read_text(encoding="utf-8"))}

    assert sorted((where, name) for where, name in named if name not in drawn) == []
    assert {"folder-input", "eye", "clipboard-list"} <= {name for _where, name in named}
