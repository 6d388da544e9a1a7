"""What all templates can say: language, theme, who is here, and what they may."""

import re
from importlib.metadata import version
from typing import Any

from flask import Flask, g, has_request_context
from flask_babel import Babel, Domain, ngettext
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from tenants.clock import now
from tenants.guard import may

from .environment import addresses
from .language import ZONE, choose_language, choose_theme, day, language, named, said
from .once import once
from .speech import gettext
from .speech import gettext as _
from .views import current_path

babel = Babel()


class Catalogues(Domain):
    """The texts of all web requests: Flask-Babel would read the file anew for each, and look it up for each text."""

    def get_translations(self) -> Any:
        """Return the catalogue of the language that is spoken now, found once for each page."""
        if (found := g.get("catalogue")) is None:
            found = super().get_translations()
            if has_request_context():  # outside one the language changes from mail to mail
                g.catalogue = found
        return found


catalogues = Catalogues()


def init(app: Flask) -> None:
    """Set up languages and templates."""
    babel.init_app(app, locale_selector=choose_language)
    app.before_request(catalogues.as_default)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["unbroken"] = unbroken
    app.jinja_env.globals.update(
        current_path=current_path,
        day=day,
        demo=app.config["DEMO"],
        greeting=greeting,
        may=may,
        named=named,
        once=once,
        said=said,
        day_words=day,
        service_name=app.config["SERVICE_NAME"],
        url_for=addresses(),
        version=version("balie"),
    )
    app.context_processor(who_is_here)


REFERENCE = re.compile(r"\b[A-Z][A-Z0-9]+-[0-9]+\b")


def unbroken(text: str) -> Markup:
    """Return a text in which no line breaks inside the number of a request: LINDE-24 is one word."""
    return Markup(REFERENCE.sub(r'<span class="num">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def who_is_here() -> dict[str, Any]:
    """Give every template who is here, the language and the theme of this page."""
    return {"visitor": g.get("visitor"), "member": g.get("member"), "language": language(), "theme": choose_theme()}


def greeting(name: str) -> str:
    """Greet somebody by the time of their day."""
    hour = now().astimezone(ZONE).hour
    if 5 <= hour < 12:
        return _("Good morning %(name)s", name=name)
    if 12 <= hour < 18:
        return _("Good afternoon %(name)s", name=name)
    return _("Good evening %(name)s", name=name)
