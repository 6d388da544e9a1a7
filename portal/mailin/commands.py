"""The door by which a mail server hands a mail over: `balie mail receive < message.eml`."""

import sys
from typing import Any

import click
from flask.cli import ScriptInfo

from .rules import LARGEST

STORED, NOT_A_MAIL, TRY_AGAIN = 0, 65, 75
"""What mail servers understand (sysexits.h): done; never, tell the sender; later."""


@click.group("mail")
def mail() -> None:
    """Mail that comes in."""


@click.command()
@click.option("--to", "recipient", default="", help="The mailbox it came to, when the mail server knows.")
@click.pass_context
def receive(ctx: click.Context, recipient: str) -> None:
    """Keep a mail from standard input, whole; the worker reads it. Exit 0: kept, 75: try again, 65: not taken."""
    raw = sys.stdin.buffer.read(LARGEST + 1)
    if not raw.strip():
        _leave(NOT_A_MAIL, "there was nothing on standard input")
    if len(raw) > LARGEST:
        _leave(NOT_A_MAIL, f"a mail may be {LARGEST} bytes at most")
    try:
        _keep(ctx, raw, recipient)
    except Exception as fault:  # whatever it is, the mail server still has the mail
        _leave(TRY_AGAIN, f"not kept: {type(fault).__name__}")


mail.add_command(receive)


def _keep(ctx: click.Context, raw: bytes, recipient: str) -> None:
    from tenants.database import write_transaction

    from .storing import keep

    with ctx.ensure_object(ScriptInfo).load_app().app_context(), write_transaction():
        keep(raw, recipient)


def _leave(code: int, why: str) -> Any:
    click.echo(why, err=True)
    raise SystemExit(code)
