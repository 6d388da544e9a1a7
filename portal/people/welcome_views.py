"""Welcome: what there is to do when an organisation is new here, for its admins."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.tickets.wording import Pill
from portal.web.forms import Line, OneOf
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import NotFound
from tenants.guard import requires
from tenants.permissions import Action

from .forms import ButtonForm
from .rules import Task
from .setting_up import SettingUp, put_off, say_done, setting_up_of
from .wording import task_words

blueprint = Blueprint("welcome", __name__, url_prefix="/<key>/welcome")
ANSWERS = {"yes": True, "no": False}


class AnswerForm(ButtonForm):
    """A button that says yes or no."""

    answer = Line(validators=[OneOf(ANSWERS)])


@dataclass(frozen=True, slots=True)
class Step:
    """A task as the list shows it; `seen` when we know of it ourselves, and nobody needs to say so."""

    task: Task
    href: str
    title: str
    words: str
    label: Pill
    done: bool
    seen: bool


@blueprint.get("")
@requires(Action.MANAGE_MEMBERS)
def tasks() -> str:
    """Show what is done, and what is left to do."""
    found = setting_up_of(g.member)
    return render_template("people/welcome.html", setting_up=found, steps=steps_shown(found))


@blueprint.post("/tasks/<task>")
@requires(Action.MANAGE_MEMBERS)
def mark(task: str) -> Any:
    """Keep that a task is done, or not after all."""
    if task not in list(Task):
        raise NotFound
    done = _answer()
    with write_transaction():
        say_done(g.member, Task(task), done)
    flash(_("Noted: this is done.") if done else _("Noted: this is still to do."), "ok")
    return redirect(url_for(".tasks"), 303)


@blueprint.post("/later")
@requires(Action.MANAGE_MEMBERS)
def later() -> Any:
    """Take the list off the first page of the organisation, or put it back."""
    member: Member = g.member
    away = _answer()
    with write_transaction():
        put_off(member, away)
    if away:
        flash(_("You find this list under Organisation until all of it is done."), "info")
        return redirect(url_for("tickets.start"), 303)
    return redirect(url_for(".tasks"), 303)


def _answer() -> bool:
    form = AnswerForm()
    if not form.validate_on_submit():
        abort(400)
    return ANSWERS[form.answer.data]


def steps_shown(found: SettingUp) -> list[Step]:
    """Return the tasks in their order."""
    done, todo = Pill("ok", "circle-check", _("Done")), Pill("new", "circle-dot", _("To do"))
    return [
        Step(task, *_about(task), done if task in found.done else todo, task in found.done, task in found.seen)
        for task in Task
    ]


def _about(task: Task) -> tuple[str, str, str]:
    """Return where a task is done, its name, and what it is about."""
    access = url_for("people.access")
    match task:
        case Task.DETAILS:
            href = url_for("people.settings")
            words = _("Your name and customer number, and the language of who has not chosen one.")
        case Task.COLLEAGUES:
            href, words = url_for("people.new"), _("Invite them one by one, or bring them from Excel or CSV.")
        case Task.RIGHTS:
            href, words = access, _("Who reports problems, who requests changes, who is admin besides you.")
        case Task.SIGHT:
            href = f"{access}#employees_see"
            words = _("At first employees see their own, and managers those of the organisation.")
        case Task.TERMS:
            href, words = url_for("agreed.edit"), _("What everybody accepts before anything else. You may do without.")
    return href, task_words(task), words
