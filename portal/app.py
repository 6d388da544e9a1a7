"""Put Balie together: the one place that knows every feature."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.desk import views as desk
from portal.listing import export_views, notification_views, saved_views
from portal.listing import views as listing
from portal.notices import sending
from portal.signin import views as signin
from portal.tickets import letters, rate_views, reading, wording
from portal.tickets import views as tickets
from portal.web import assets, errors, headers, logs, pages, timing
from portal.web import views as web
from portal.web.limits import limiter
from tenants.context import identify
from tenants.database import db, finish
from tenants.guard import check_request, give_key, note_session_use, take_key

from .settings import ROOT, configuration

FEATURES = (web, signin, desk, rate_views, tickets, listing, saved_views, export_views, notification_views)

csrf = CSRFProtect()
login = LoginManager(add_context_processor=False)
login.session_protection = None  # type: ignore[assignment] - sessions are rows of ours, ended by ourselves
login.user_loader(identify)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the application, set up from the environment; `overrides` are settings by name, for tests."""
    app = Flask("portal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(configuration(overrides))
    Path(app.config["INSTANCE"]).mkdir(parents=True, exist_ok=True)
    if hops := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    logs.init(app.config["LOG_LEVEL"])
    db.init_app(app)
    app.teardown_appcontext(finish)
    # In the order in which they look at a web request: the guard comes last, right before the view.
    timing.init(app)
    headers.init(app)
    csrf.init_app(app)
    limiter.init_app(app)
    login.init_app(app)
    app.url_value_preprocessor(take_key)
    app.url_defaults(give_key)
    app.before_request(check_request)
    app.after_request(note_session_use)
    errors.init(app)
    pages.init(app)
    assets.init(app)
    _know_features(app)
    return app


def _know_features(app: Flask) -> None:
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    letters.register()
    sending.init(app)
    app.jinja_env.globals.update(
        turn_words=wording.turn_words,
        verdict_words=wording.verdict_words,
        customer_state_words=wording.customer_state_words,
        unread_here=reading.unread_here,
    )
    if app.config["DEMO"]:
        from portal.development import views as development

        app.register_blueprint(development.blueprint)
