"""Who lost their second step and has no admin to ask is helped by the operator, with a command."""

from click.testing import Result
from flask import Flask
from flask.cli import ScriptInfo

from portal.cli import main
from tests.factor.proving import at_another_browser, is_in, sets_up_app, shows_password


def resets(app: Flask, address: str) -> Result:
    return app.test_cli_runner().invoke(main, ["rescue", address], obj=ScriptInfo(create_app=lambda: app))


def test_the_last_service_admin_comes_in_with_the_password_again(app, ruud, post_office):
    sets_up_app(ruud)
    assert resets(app, "Ruud@nova.example").exit_code == 0

    other = at_another_browser(ruud)
    shows_password(other)
    assert is_in(other, "/admin")
    assert not is_in(ruud, "/admin")
    assert post_office.mails("ruud")
    assert "Balie heeft de tweede stap van Ruud Peters weggehaald." in other.opens("/admin/audit")


def test_who_has_none_or_is_nobody_is_said_to_the_operator(app, bram):
    for address in ("bram@linde.example", "niemand@linde.example", "geen adres"):
        result = resets(app, address)
        assert result.exit_code == 1
        assert "no second step" in result.output
