"""The forms of the built-in kinds, as data: they drive the page, the checks, the mail and the request's page.

Each version of each form that was ever used stays here; a request keeps the version it was filed with.
"""

from portal.web.speech import lazy_gettext as _

from .fields import Choice, FieldOf, Part, Type
from .rules import Kind

LONG, SUBJECT_AT_MOST = 20_000, 200

SUBJECT = _("Write in one sentence what this is about")

CLIENT_NUMBER = FieldOf(
    "client_number",
    Type.LINE,
    _("Client number"),
    _("Is it about a client? The number is enough, no name."),
    longest=40,
)

LOW, MEDIUM, HIGH = _("Low"), _("Medium"), _("High")

IMPACTS = (
    Choice("high", HIGH, _("Work has stopped. There is no other way to do it.")),
    Choice("medium", MEDIUM, _("Work goes on, but with a lot of trouble or by a detour.")),
    Choice("low", LOW, _("It is a nuisance, but work simply goes on.")),
)

QUESTION_1 = (
    Part(
        "question",
        _("Your question"),
        (
            FieldOf(
                "subject",
                Type.LINE,
                _("Subject"),
                _("One sentence. It helps us to find your question quickly."),
                missing=SUBJECT,
                longest=SUBJECT_AT_MOST,
            ),
            FieldOf(
                "note",
                Type.TEXT,
                _("Explanation"),
                _(
                    "What do you want to know, and what have you tried? Do not write citizen service numbers or "
                    "names of clients."
                ),
                missing=_("Write down what you want to know"),
                longest=LONG,
                rows=7,
            ),
            CLIENT_NUMBER,
        ),
    ),
)

PROBLEM_1 = (
    Part(
        "happens",
        _("What happens"),
        (
            FieldOf(
                "subject",
                Type.LINE,
                _("Subject"),
                _("One sentence. It helps us to find your report quickly."),
                missing=SUBJECT,
                longest=SUBJECT_AT_MOST,
            ),
            FieldOf(
                "i_do",
                Type.TEXT,
                _("I do"),
                _(
                    "Which steps do you take? Put each step on its own line. For example: I open the roster of "
                    "week 48. I choose Publish."
                ),
                missing=_("Write down what you did"),
                longest=LONG,
            ),
            FieldOf(
                "i_see",
                Type.TEXT,
                _("I see"),
                _("What happens then? For example: a red bar with “Publishing failed, code R-217”."),
                missing=_("Write down what you saw"),
                longest=LONG,
            ),
            FieldOf(
                "i_expect",
                Type.TEXT,
                _("I expect"),
                _("What should have happened? For example: everybody in the team sees the roster."),
                missing=_("Write down what you expected"),
                longest=LONG,
            ),
        ),
    ),
    Part(
        "impact",
        _("How serious it is"),
        (
            FieldOf(
                "impact",
                Type.CHOICE,
                _("What is the impact on your organisation?"),
                _("We look at it too. If we change this, we explain why."),
                missing=_("Choose how serious the problem is"),
                choices=IMPACTS,
            ),
            FieldOf(
                "consequence",
                Type.TEXT,
                _("What does it mean for your work?"),
                _("For example how many people it hinders, and what they cannot do now."),
                missing=_("Write down what it means for your work"),
                longest=LONG,
            ),
        ),
    ),
    Part(
        "more",
        _("Tell more"),
        (
            FieldOf("since", Type.LINE, _("Since when?"), _("For example: since this morning.")),
            FieldOf("others", Type.LINE, _("Does it happen to more people?")),
            FieldOf(
                "repeatable",
                Type.TEXT,
                _("Can you make it happen again, and how?"),
                longest=LONG,
                rows=2,
            ),
            FieldOf(
                "url",
                Type.ADDRESS,
                _("Address of the page"),
                _("Copy it from the bar at the top of your browser."),
                longest=2_000,
            ),
            FieldOf("error_message", Type.TEXT, _("Error message"), _("Letter for letter."), longest=LONG, rows=2),
            FieldOf("tried", Type.TEXT, _("What have you tried?"), longest=LONG),
            CLIENT_NUMBER,
        ),
        folded=True,
    ),
    Part(
        "machine",
        _("Your browser"),
        (
            FieldOf("browser", Type.LINE, _("Browser"), captured=True),
            FieldOf("browser_version", Type.LINE, _("Version"), captured=True),
            FieldOf("screen", Type.LINE, _("Screen"), captured=True),
            FieldOf("browser_language", Type.LINE, _("Language"), captured=True),
        ),
    ),
)

CHANGE_1 = (
    Part(
        "change",
        _("The change"),
        (
            FieldOf(
                "subject",
                Type.LINE,
                _("Subject"),
                _("One sentence. It helps us to find your request quickly."),
                missing=SUBJECT,
                longest=SUBJECT_AT_MOST,
            ),
            FieldOf(
                "description",
                Type.TEXT,
                _("What is the goal, or the problem?"),
                _("Describe what should become different, and what you want to reach with it."),
                missing=_("Describe the goal or the problem"),
                longest=LONG,
                rows=7,
            ),
            FieldOf(
                "desired_date",
                Type.DAY,
                _("From which date do you want it?"),
                _("For example 24-12-2026."),
                missing=_("Choose from which date you want it"),
            ),
        ),
        hint=_("What it is about, the goal, and from when."),
    ),
    Part(
        "importance",
        _("How important it is"),
        (
            FieldOf(
                "priority",
                Type.CHOICE,
                _("How important is it to you?"),
                missing=_("Choose how important it is to you"),
                choices=(Choice("high", HIGH), Choice("medium", MEDIUM), Choice("low", LOW)),
            ),
            FieldOf(
                "population",
                Type.CHOICE,
                _("How many employees does it touch?"),
                missing=_("Choose how many employees it touches"),
                choices=(
                    Choice("low", LOW, _("Fewer than 20 percent of the employees.")),
                    Choice("medium", MEDIUM, _("20 to 80 percent of the employees.")),
                    Choice("high", HIGH, _("More than 80 percent of the employees.")),
                ),
            ),
            FieldOf(
                "urgency",
                Type.CHOICE,
                _("What is the reason?"),
                missing=_("Choose what the reason is"),
                choices=(
                    Choice("audit", _("Audit"), _("An accountant or inspector asks for it.")),
                    Choice("policy", _("Policy"), _("Your organisation decided on it.")),
                    Choice("wish", _("Wish"), _("It makes the work easier.")),
                    Choice("legal", _("Required by law"), _("The law or the collective agreement asks for it.")),
                ),
            ),
        ),
        hint=_("How important it is to you, whom it touches, and why."),
    ),
    Part(
        "where",
        _("Where it applies"),
        (
            FieldOf(
                "units",
                Type.TEXT,
                _("For which units, subsidiaries or companies?"),
                missing=_("Write down for which units, subsidiaries or companies it is"),
                longest=LONG,
                rows=2,
            ),
            FieldOf(
                "agreements",
                Type.TEXT,
                _("For which collective agreements or pay lines?"),
                missing=_("Write down for which collective agreements or pay lines it is"),
                longest=LONG,
                rows=2,
            ),
            FieldOf(
                "groups",
                Type.TEXT,
                _("For which groups of employees?"),
                missing=_("Write down for which groups of employees it is"),
                longest=LONG,
                rows=2,
            ),
            FieldOf(
                "not_done",
                Type.TEXT,
                _("What happens if it is not done?"),
                missing=_("Write down what happens if it is not done"),
                longest=LONG,
            ),
            FieldOf(
                "dependencies",
                Type.TEXT,
                _("Does it depend on other changes?"),
                _("Name them, with their number if you know it. If it depends on none, write that down."),
                missing=_("Write down on which other changes it depends, or that it depends on none"),
                longest=LONG,
                rows=2,
            ),
        ),
        hint=_("Units, collective agreements and groups of employees."),
    ),
    Part(
        "further",
        _("What else it touches"),
        (
            FieldOf("reports", Type.TEXT, _("Which reports does it change?"), longest=LONG, rows=2),
            FieldOf("systems", Type.TEXT, _("Which HR systems or interfaces does it touch?"), longest=LONG, rows=2),
            FieldOf("abroad", Type.TEXT, _("Does it touch other countries?"), longest=LONG, rows=2),
        ),
        hint=_("Reports, systems and other countries. You may skip this."),
    ),
)

FORMS: dict[tuple[Kind, int], tuple[Part, ...]] = {
    (Kind.QUESTION, 1): QUESTION_1,
    (Kind.PROBLEM, 1): PROBLEM_1,
    (Kind.CHANGE, 1): CHANGE_1,
}

NEWEST = {kind: max(version for known, version in FORMS if known is kind) for kind in Kind}


PARTS_OF_CHANGE = FORMS[Kind.CHANGE, NEWEST[Kind.CHANGE]]
"""A change is asked for in parts, each on a page of its own."""


def fields_of(kind: Kind, version: int | None = None) -> dict[str, FieldOf]:
    """Return the fields of a form by key, in their order: those of today, or of a version."""
    parts = FORMS[kind, NEWEST[kind] if version is None else version]
    return {field.key: field for part in parts for field in part.fields}
