"""The `balie` command: one verb or query each."""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext

from portal.mailin.commands import mail


def _app() -> Any:
    from portal.app import create_app  # the demo sets its environment first

    return create_app()


class Commands(FlaskGroup):
    """The commands below, and none that a library brings along."""

    def _load_plugin_commands(self) -> None:
        pass


@click.group(cls=Commands, create_app=_app, add_default_commands=False, add_version_option=False)
def main() -> None:
    """Balie, a customer service portal."""


@main.command(with_appcontext=False)
@click.option("--port", type=int, envvar="PORT", default=8000, help="Where to listen on 127.0.0.1.")
def demo(port: int) -> None:
    """Serve the demonstration: SQLite, the cast and their requests, web and worker together."""
    from portal.demo.serving import NotHere, serve_demo

    try:
        serve_demo(port)
    except NotHere as fault:
        raise click.ClickException(str(fault)) from fault


@main.command()
@click.option("--backup/--no-backup", default=True, show_default=True, help="Make a backup before anything changes.")
@with_appcontext
def upgrade(backup: bool) -> None:
    """Bring the database to the newest version: a backup first, then the schema, then a look whether it answers."""
    from portal.operations import engines, upgrading

    try:
        upgrading.upgrade(click.echo, with_backup=backup)
    except (upgrading.DoesNotAnswer, engines.CannotCopy) as fault:
        raise click.ClickException(str(fault)) from fault


@main.command("found")
@click.argument("address")
@click.option("--name", prompt="Your name", help="Of the first admin.")
@click.option("--key", default="desk", show_default=True, help="Short name of your organisation.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.password_option(help="At least 15 characters; asked for when it is left out.")
@with_appcontext
def found_command(address: str, name: str, key: str, language: str, password: str) -> None:
    """Begin a new installation: your organisation, and ADDRESS as its first admin."""
    from portal.operations.founding import CannotFound, found
    from tenants.database import write_transaction
    from tenants.errors import Invalid
    from tenants.password_rules import accept_password
    from tenants.passwords import hash_password

    try:
        accept_password(password, (name, address, current_app.config["SERVICE_NAME"]))
        password_hash = hash_password(password)
        with write_transaction():
            found(key, address, name, language, password_hash)
    except CannotFound as fault:
        raise click.ClickException(str(fault)) from fault
    except Invalid as refusal:
        raise click.ClickException(str(refusal.why)) from refusal
    click.echo(f"Sign in as {address} at {current_app.config['BASE_URL']}/signin")


@main.command("rescue")
@click.argument("address")
def rescue_command(address: str) -> None:
    """Take the second step away from ADDRESS, for who lost it and has no admin to ask."""
    from portal.signin.resetting import take_away_from
    from tenants.database import write_transaction

    with write_transaction():
        done = take_away_from(address)
    if not done:
        raise click.ClickException(f"{address} has no account here, or no second step.")
    click.echo(f"{address} signs in without a second step now, and is told so by mail.")


@main.command("backup")
@click.argument("destination", type=click.Path(path_type=Path))
@with_appcontext
def backup_command(destination: Path) -> None:
    """Write a backup of database and files to one file, while Balie runs, and check it."""
    from portal.operations import archive, backup, engines

    try:
        made = backup.back_up(destination)
    except (archive.Damaged, engines.CannotCopy, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{destination}: {sum(made.rows.values())} rows and {len(made.members) - 1} files, checked.")


@main.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(source: Path) -> None:
    """Put a backup back where there is no data yet."""
    from portal.operations import archive, backup, engines

    try:
        put = backup.restore(source)
    except (archive.Damaged, engines.CannotCopy, backup.NotEmpty) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"Put back what was kept at {put.made_at}: {sum(put.rows.values())} rows, {len(put.members) - 1} files.")
    click.echo("Run `balie upgrade` when this version of Balie is newer than the backup.")


@main.command("export")
@click.argument("key")
@click.option("--to", "destination", type=click.Path(path_type=Path), required=True, help="The zip to write.")
@click.option("--notes/--without-notes", default=True, show_default=True, help="Whether internal notes go along.")
@with_appcontext
def export_command(key: str, destination: Path, notes: bool) -> None:
    """Write everything of the customer KEY to one zip."""
    from portal.exchange import moving

    try:
        made = moving.take_out(key, destination, notes)
    except (moving.Unknown, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{destination}: {made.rows} records and {made.files['count']} files.")
    if made.missing:
        click.echo(f"{len(made.missing)} files were gone already; the manifest names them.")
    click.echo(f"Digest {made.digest}")


@main.command("import")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check it and say what would come; write nothing.")
@with_appcontext
def import_command(source: Path, dry_run: bool) -> None:
    """Bring in an organisation from a zip of `balie export`, or of its own page: all of it, or nothing."""
    from portal.exchange import moving
    from portal.exchange.opening import Refused

    try:
        if dry_run:
            coming = moving.look_at(source)
            manifest, known, more = coming.manifest, coming.known, []
        else:
            manifest, brought = moving.bring_in(source)
            known, more = brought.known, moving.to_know(manifest, brought)
    except Refused as refusal:
        raise click.ClickException(f"{source} is not taken in: {refusal}") from refusal
    said = manifest.organisation
    click.echo(f"{'Would come' if dry_run else 'Came'}: {said['name']} ({said['key']}), made at {manifest.made_at}.")
    for path, one in manifest.records.items():
        click.echo(f"{one['count']:8} {Path(path).stem}")
    click.echo(f"{manifest.files['count']:8} files")
    if known:
        click.echo(f"{len(known)} people have an account here already and keep it: {', '.join(known[:20])}")
    for line in more:
        click.echo(line)
    click.echo(f"Digest {manifest.digest}")


@main.command("digest")
@click.argument("key")
@click.option("--notes/--without-notes", default=True, show_default=True, help="Whether internal notes count.")
@with_appcontext
def digest_command(key: str, notes: bool) -> None:
    """Print what the records of the customer KEY come to: the same before and after a move."""
    from portal.exchange import moving
    from portal.exchange.packing import digest_of

    try:
        click.echo(digest_of(moving.known_as(key), notes))
    except moving.Unknown as fault:
        raise click.ClickException(str(fault)) from fault


main.add_command(mail)


@main.command()
@with_appcontext
def roles() -> None:
    """Print the SQL that makes the PostgreSQL roles; run it once as a superuser."""
    from portal.schema import ROLES

    click.echo(ROLES)


@main.command()
@click.option("--server", type=click.Choice(["granian", "gunicorn"]), default="granian", help="Which server.")
@with_appcontext
def serve(server: str) -> None:
    """Serve pages in production."""
    from portal.serving import replace_process

    replace_process(server, current_app.config)


@main.command()
@with_appcontext
def doctor() -> None:
    """Check settings, folder, database role and schema, and mail; exit 1 with reasons when something is wrong."""
    from portal.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(
            f"{'well' if not finding.why else 'NOT WELL':9} {finding.check}{': ' if finding.why else ''}{finding.why}"
        )
    raise SystemExit(any(finding.why for finding in findings))


@main.command("seed")
@click.option("--organisations", default=200, show_default=True)
@click.option("--accounts", default=2000, show_default=True)
@click.option("--tickets", default=100_000, show_default=True)
@click.option("--entries", default=5, show_default=True, help="Entries on a timeline, on average.")
@with_appcontext
def seed_command(organisations: int, accounts: int, tickets: int, entries: int) -> None:
    """Fill the database with large made-up data, for measuring."""
    from portal.demo.large.seed import AlreadySeeded, seed

    try:
        made = seed(organisations, accounts, tickets, entries)
    except AlreadySeeded as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(
        f"{made.organisations} organisations, {made.accounts} accounts, {made.tickets} requests, {made.entries} entries"
    )


@main.command()
@with_appcontext
def docs() -> None:
    """Write the pages of docs/ that are made from the code."""
    from portal.generated import write_all

    for path in write_all():
        click.echo(path)


@main.command("routes")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_appcontext
def routes(as_json: bool) -> None:
    """List every route with the action it requires, or why it is public."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        row = _route(rule)
        if as_json:
            click.echo(json.dumps(row))
        else:
            click.echo(f"{','.join(row['methods']):10} {rule.rule:50} {row.get('action') or 'public'}")


def _route(rule: Any) -> dict[str, Any]:
    view = current_app.view_functions[rule.endpoint]
    row: dict[str, Any] = {
        "rule": rule.rule,
        "methods": sorted(rule.methods - {"HEAD", "OPTIONS"}),
        "endpoint": rule.endpoint,
    }
    if action := getattr(view, "action", None):
        row["action"] = str(action)
    else:
        row["public"] = view.public
    return row


@main.command()
@with_appcontext
def work() -> None:
    """Run the worker: it sends mail and does what has come due."""
    from portal.app import DUTIES
    from portal.jobs.runner import run
    from portal.joining.duties import answer_askers
    from portal.notices.sending import send_due
    from portal.schema import analyse
    from portal.signin.duties import answer_recoveries

    def mail() -> int:
        return answer_recoveries() + answer_askers() + send_due()

    run(current_app._get_current_object(), mail, DUTIES, (analyse,))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
