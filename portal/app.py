"""Put Balie together: the one place that knows every feature."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.account import address_views as own_address
from portal.account import views as account
from portal.admin import views as admin
from portal.admin.menu import count_for, setup_pages
from portal.agreed import views as agreed
from portal.audit import desk_views as desk_audit
from portal.audit import letters as audit_letters
from portal.audit import views as audit
from portal.deputies import duties as deputy_duties
from portal.deputies import letters as deputy_letters
from portal.deputies import views as deputies
from portal.desk import attachment_views as desk_files
from portal.desk import draft_views as desk_drafts
from portal.desk import views as desk
from portal.directory import person_views as persons
from portal.directory import views as directory
from portal.drafts import duties as draft_duties
from portal.exchange import duties as exchange_duties
from portal.exchange import letters as exchange_letters
from portal.exchange import views as exchange
from portal.factor import app_views as factor_apps
from portal.factor import organisation_views as factor_choice
from portal.factor import passkey_views as factor_passkeys
from portal.factor import views as factor
from portal.files import answering as file_answers
from portal.files import duties as file_duties
from portal.files import storage
from portal.help import views as help_pages
from portal.importing import duties as import_duties
from portal.importing import views as importing
from portal.joining import admin_views as askers
from portal.joining import duties as joining_duties
from portal.joining import letters as joining_letters
from portal.joining import views as join
from portal.joining.queries import askers_waiting
from portal.knowledge import admin_views as articles
from portal.knowledge import views as knowledge
from portal.listing import duties as list_duties
from portal.listing import export_views, notification_views, saved_views
from portal.listing import letters as list_letters
from portal.listing import views as listing
from portal.mailin import answers as mail_answers
from portal.mailin import commands as mail_commands
from portal.mailin import desk_views as incoming
from portal.mailin import duties as mail_duties
from portal.mailin import mailboxes
from portal.mailin import views as colleague_mail
from portal.news import admin_views as broadcasts
from portal.news import duties as news_duties
from portal.news import letters as news_letters
from portal.news import views as news
from portal.notices import sending
from portal.onboarding import admin_views as applications
from portal.onboarding import duties as onboarding_duties
from portal.onboarding import letters as onboarding_letters
from portal.onboarding import views as onboarding
from portal.onboarding.queries import how_many_wait
from portal.openid import domain_views as proving
from portal.openid import duties as openid_duties
from portal.openid import letters as openid_letters
from portal.openid import set_up_views as sso
from portal.openid import views as work
from portal.operations import metrics
from portal.operations import views as operations
from portal.people import (
    access_views,
    handing_over_views,
    label_views,
    leaving_duties,
    leaving_views,
    look_views,
    named_views,
    satisfaction_views,
    settings_views,
    welcome_views,
)
from portal.people import address_views as member_address
from portal.people import duties as look_duties
from portal.people import letters as people_letters
from portal.people import member_views as people
from portal.privacy import correcting_duties, erasing_duties, erasure_views, hold_views, keeping_duties, keeping_views
from portal.privacy import duties as privacy_duties
from portal.privacy import views as privacy_views
from portal.signin import (
    activate_views,
    address_letters,
    attempts,
    code_views,
    devices,
    ending,
    factor_duties,
    factor_letters,
    forgot_views,
    history,
    keeping,
    not_me_views,
    passkey_views,
    proof,
    proof_views,
)
from portal.signin import address_views as addresses
from portal.signin import duties as signin_duties
from portal.signin import letters as signin_letters
from portal.signin import views as signin
from portal.signin.keeping import keep_post
from portal.tickets import attachment_views as files
from portal.tickets import (
    change_views,
    confided,
    draft_letters,
    file_views,
    letters,
    menu,
    people_views,
    rate_views,
    reply_draft_views,
    wording,
)
from portal.tickets import draft_views as drafts
from portal.tickets import duties as ticket_duties
from portal.tickets import views as tickets
from portal.tickets.turns import add_waiting
from portal.trail import verbs as trail
from portal.web import assets, converters, errors, headers, limits, logs, pages, timing
from portal.web import views as web
from portal.web.environment import Environment
from tenants.context import identify
from tenants.database import db, finish
from tenants.guard import check_request, give_key, note_session_use, take_key
from tenants.privacy import register as register_parts

from .personal import PARTS
from .settings import ROOT, configuration

FEATURES = (
    *(web, operations, signin, forgot_views, activate_views, account, own_address, people, settings_views),
    *(proof_views, not_me_views, ending),
    *(addresses, member_address, audit, access_views, named_views, label_views, persons, look_views, directory, agreed),
    *(leaving_views, handing_over_views, deputies, join, askers, work, sso, proving),
    *(code_views, passkey_views, factor, factor_apps, factor_passkeys, factor_choice),
    *(satisfaction_views, welcome_views, desk_audit),
    *(importing, onboarding, applications, privacy_views, erasure_views, exchange),
    *(keeping_views, hold_views),
    *(help_pages, admin, desk, desk_drafts, desk_files, rate_views, broadcasts, news, articles, knowledge),
    *(tickets, file_views, change_views, people_views, reply_draft_views, files, drafts),
    *(listing, saved_views, export_views, notification_views, incoming, colleague_mail),
)

DUTIES = (
    *(*ticket_duties.DUTIES, *news_duties.DUTIES, *signin_duties.DUTIES),
    *(*look_duties.DUTIES, *draft_duties.DUTIES, *file_duties.DUTIES, *list_duties.DUTIES, *keeping.DUTIES),
    *(*attempts.DUTIES, *factor_duties.DUTIES, *devices.DUTIES, *history.DUTIES),
    *(*deputy_duties.DUTIES, *leaving_duties.DUTIES, *joining_duties.DUTIES),
    *(*import_duties.DUTIES, *onboarding_duties.DUTIES, *openid_duties.DUTIES, *privacy_duties.DUTIES),
    *(*keeping_duties.DUTIES, *confided.DUTIES, *mail_duties.DUTIES),
    *(*correcting_duties.DUTIES, *erasing_duties.DUTIES, *exchange_duties.DUTIES),
)
"""What the worker does every minute."""

csrf = CSRFProtect()
login = LoginManager()
login.session_protection = None  # type: ignore[assignment] - sessions are rows of ours, ended by ourselves
login.user_loader(identify)


class Application(Flask):
    """Flask without the question, asked of some twenty functions for each page, whether they are asynchronous."""

    def ensure_sync(self, func: Any) -> Any:
        """Return `func`: none of ours is."""
        return func


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the application, set up from the environment; `overrides` are settings by name, for tests."""
    app = Application("portal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_environment = Environment
    app.config.update(configuration(overrides))
    Path(app.config["INSTANCE"]).mkdir(parents=True, exist_ok=True)
    if hops := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    converters.init(app)
    logs.init(app.config["LOG_LEVEL"])
    db.init_app(app)
    app.teardown_appcontext(finish)
    # In the order in which they look at a web request: the guard comes last, right before the view.
    timing.init(app)
    metrics.init(app)
    headers.init(app)
    csrf.init_app(app)
    limits.init(app)
    login.init_app(app, add_context_processor=False)  # an error page asks the database nothing
    app.url_value_preprocessor(take_key)
    app.url_defaults(give_key)
    app.before_request(keep_post)
    app.before_request(check_request)
    app.after_request(note_session_use)
    errors.init(app)
    proof.init(app)
    storage.init(app)
    file_answers.init(app)
    pages.init(app)
    assets.init(app)
    _know_features(app)
    return app


def _know_features(app: Flask) -> None:
    app.register_blueprint(deputies.desk_blueprint)
    for blueprint in dict.fromkeys(feature.blueprint for feature in FEATURES):  # some share one
        app.register_blueprint(blueprint)
    trail.listen()
    register_parts(*PARTS)
    letters.register()
    draft_letters.register()
    news_letters.register()
    list_letters.register()
    signin_letters.register()
    address_letters.register()
    factor_letters.register()
    devices.register()
    audit_letters.register()
    deputy_letters.register()
    people_letters.register()
    onboarding_letters.register()
    count_for("applications.queue", how_many_wait)
    joining_letters.register()
    openid_letters.register()
    exchange_letters.register()
    mail_answers.register()
    mailboxes.init(app)
    add_waiting(colleague_mail.WAITING)
    app.cli.add_command(mail_commands.mail)
    sending.init(app)
    app.jinja_env.globals.update(
        turn_words=wording.turn_words,
        verdict_words=wording.verdict_words,
        customer_state_words=wording.customer_state_words,
        unread_news=menu.unread_news,
        setup_pages=setup_pages,
        unread_here=menu.unread_here,
        only_place=menu.only_place,
        session_end=ending.end_of,
        askers_waiting=askers_waiting,
    )
    if app.config["DEMO"]:
        from portal.development import views as development

        app.register_blueprint(development.blueprint)
