"""Bring people from a spreadsheet: choose a file, say what its columns are, see what happens, and carry it out."""

from contextlib import closing
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.editing.saving import at_home
from portal.files.rules import clean_name
from portal.tickets.once import done_before, remember
from portal.web.language import said
from portal.web.limits import limiter
from tenants.database import db, write_transaction
from tenants.errors import Invalid, NotNow
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from . import verbs
from .forms import AgreeForm, ButtonForm, MatchForm, UndoForm, UploadForm
from .lists import as_file, refused, template
from .models import ImportRun, Stage
from .planning import Fate
from .queries import latest_runs, planned, run_of
from .rules import Column, guessed_columns
from .sheets import read
from .show import PAGE, first_fate, page_of, tabs, who_stays
from .wording import column_words, stage_words

blueprint = Blueprint("importing", __name__, url_prefix="/<key>/org/import")


@blueprint.route("", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
@limiter.limit("60/minute", methods=["POST"])
def bring() -> Any:
    """Choose a file; it is read and kept, and nothing happens to anybody."""
    form = UploadForm()
    form.offers()
    if form.validate_on_submit():
        try:
            name = clean_name(form.file.data.filename)
            code = _kept(form, name)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".columns", code=code), 303)
    page = render_template("importing/bring.html", form=form, runs=[_line(run) for run in latest_runs()])
    return page, 422 if form.errors else 200


def _kept(form: UploadForm, name: str) -> str:
    """Return the code of the list in a file; sent twice, it is one list."""
    with closing(form.file.data) as upload:
        sheet = read(name, upload.stream, form.alphabet.data or "")
    with write_transaction(), at_home():
        again, made = done_before(g.member, form.key.data or "")
        if not again:
            made = verbs.keep(g.member, name, sheet).id
            with at_home():
                remember(g.member, form.key.data or "", made)
        run = db.session.get(ImportRun, made) if made else None
        if run is None:
            raise NotNow(_("This list was thrown away. Choose the file again."))
        return run.code


def _line(run: ImportRun) -> dict[str, Any]:
    return {
        "href": _way_on(run),
        "name": run.file_name,
        "stage": stage_words(run.stage),
        "at": said(run.done_at or run.created_at),
    }


def _way_on(run: ImportRun) -> str:
    return url_for(".columns" if run.stage is Stage.READ else ".show", code=run.code)


@blueprint.get("/template/<form>")
@requires(Action.MANAGE_MEMBERS)
def empty_list(form: str) -> Response:
    """Send an empty list to fill in."""
    return as_file(template(), form, _("people"))


@blueprint.route("/<code>/columns", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def columns(code: str) -> Any:
    """Say what stands in each column, and what is to be done with the whole list."""
    run = run_of(code, "lines")
    if run.stage not in verbs.WAITING:
        return redirect(url_for(".show", code=code), 303)
    form = MatchForm(data=_matched(run)) if request.method == "GET" else MatchForm()
    form.offers()
    if form.validate_on_submit():
        with write_transaction():
            verbs.match(g.member, code, form.columns.data or (), form.headed.data, form.choices)
        return redirect(url_for(".show", code=code), 303)
    return render_template("importing/columns.html", **_around(run, form)), 422 if form.errors else 200


def _matched(run: ImportRun) -> dict[str, Any]:
    return {
        "columns": run.columns,
        "headed": run.headed,
        "make_units": run.make_units,
        "invite": run.invite,
        "missing": "end" if run.end_missing else "leave",
    }


def _around(run: ImportRun, form: MatchForm) -> dict[str, Any]:
    """Return the columns with a few of their cells, and what they can be."""
    wide = max(len(cells) for _number, cells in run.lines)
    chosen = [*(form.columns.data or guessed_columns(run.lines, run.headed)), *[""] * wide]
    heads = run.lines[0][1] if run.headed else []
    found = [
        {
            "place": place,
            "head": heads[place] if place < len(heads) and heads[place] else _("Column %(number)s", number=place + 1),
            "chosen": chosen[place],
            "cells": _some(run, place),
        }
        for place in range(wide)
    ]
    offered = [("", _("Leave out")), *((str(one), column_words(one)) for one in Column)]
    return {"run": run, "form": form, "columns": found, "offered": offered, "rows": len(run.lines) - run.headed}


def _some(run: ImportRun, place: int) -> list[str]:
    lines = run.lines[1 if run.headed else 0 :]
    return [cells[place] for _number, cells in lines[:20] if place < len(cells) and cells[place]][:3]


@blueprint.get("/<code>")
@requires(Action.MANAGE_MEMBERS)
def show(code: str) -> Any:
    """Show what happens, or happened, to each row."""
    run = run_of(code, "lines", "done")
    if run.stage is Stage.READ:
        return redirect(url_for(".columns", code=code), 303)
    return _preview(run) if run.stage is Stage.MATCHED else render_template("importing/run.html", **_told(run))


def _preview(run: ImportRun, status: int = 200) -> Any:
    plan = planned(g.member, run)
    wish, start = request.args.get("show", ""), request.args.get("start", "0")
    fate = Fate(wish) if wish in list(Fate) else first_fate(plan)
    begins = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    rows, more = page_of(plan, fate, begins)
    page = render_template(
        "importing/preview.html",
        run=run,
        plan=plan,
        counts=plan.counts,
        many=len(plan.people),
        tabs=tabs(plan, run.code, fate),
        fate=fate,
        rows=rows,
        form=AgreeForm(formdata=None, data={"seal": plan.seal}),
        later=url_for(".show", code=run.code, show=str(fate), start=begins + len(rows)) if more else "",
        earlier=url_for(".show", code=run.code, show=str(fate), start=max(0, begins - PAGE)) if begins else "",
    )
    return page, status


def _told(run: ImportRun) -> dict[str, Any]:
    told = {"run": run, "stage": str(run.stage), "counts": run.counts, "until": said(run.kept_until)}
    return told | {"staying": who_stays(run.done["staying"]) if run.stage is Stage.UNDONE else []}


@blueprint.post("/<code>/carrying-out")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Carry out an import"))
def carry_out(code: str) -> Any:
    """Carry out what the page showed; a long list is for the worker."""
    form = AgreeForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        with write_transaction():
            verbs.agree(g.member, code, form.agreed)
    except verbs.LookAgain as refusal:
        flash(str(refusal.why), "info")
    return redirect(url_for(".show", code=code), 303)


@blueprint.post("/<code>/drop")
@requires(Action.MANAGE_MEMBERS)
def drop(code: str) -> Any:
    """Throw the list away."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with write_transaction():
        verbs.drop(g.member, code)
    flash(_("The list is thrown away. Nothing was changed."), "ok")
    return redirect(url_for(".bring"), 303)


@blueprint.get("/<code>/errors/<form>")
@requires(Action.MANAGE_MEMBERS)
def errors(code: str, form: str) -> Response:
    """Send the rows that are not right, with what is wrong with them."""
    run = run_of(code, "lines", "refused")
    plan = planned(g.member, run) if run.stage is Stage.MATCHED else None
    return as_file(refused(run, plan), form, _("errors"))


@blueprint.route("/<code>/undoing", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def undo(code: str) -> Any:
    """Say what undoing does to whom, and do it."""
    form = UndoForm()
    form.offers()
    if form.validate_on_submit():
        with write_transaction():
            verbs.undo(g.member, code, form.acted.data == "end")
        return redirect(url_for(".show", code=code), 303)
    run = run_of(code, "done")
    if run.stage in (Stage.UNDOING, Stage.UNDONE):
        return redirect(url_for(".show", code=code), 303)
    back = verbs.would_go_back(g.member, run)
    page = render_template("importing/undo.html", run=run, form=form, back=back, staying=who_stays(back.staying))
    return page, 422 if form.errors else 200
