"""The page docs/map.md: every feature folder and every table of the database, from the code's own sentences."""

import pkgutil
from importlib import import_module
from types import ModuleType

import portal
import tenants
from tenants.database import Base
from tenants.scope import OrganisationOwned, OwnedOrMine


def as_markdown() -> str:
    """Return the page docs/map.md."""
    return "\n".join(
        [
            "# The map",
            "",
            "This page is made by `balie docs` from the first sentence of each folder and each class.",
            "How the parts work together is in [architecture.md](architecture.md).",
            "",
            "## Folders",
            "",
            "| folder | what it is for |",
            "| --- | --- |",
            *(f"| `{_path(feature)}/` | {_first_sentence(feature.__doc__)} |" for feature in _features()),
            "",
            "## Tables",
            "",
            "Whose rows: *an organisation's* are kept apart by the wall; *shared* ones are read through the queries",
            "of their feature only.",
            "",
            "| table | class | in | whose rows | what a row is |",
            "| --- | --- | --- | --- | --- |",
            *(_row(one) for one in _tables()),
            "",
        ]
    )


def _features() -> list[ModuleType]:
    folders = [one.name for one in pkgutil.iter_modules(portal.__path__) if one.ispkg]
    return [tenants, *(import_module(f"portal.{name}") for name in folders)]


def _tables() -> list[type]:
    for feature in _features():
        if "models" in {one.name for one in pkgutil.iter_modules(feature.__path__)}:
            import_module(f"{feature.__name__}.models")
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(classes, key=lambda one: str(one.__tablename__))


def _row(one: type) -> str:
    owned = issubclass(one, (OrganisationOwned, OwnedOrMine))
    whose = "an organisation's" if owned else "shared"
    place = one.__module__.replace(".", "/")
    return f"| `{one.__tablename__}` | `{one.__name__}` | `{place}.py` | {whose} | {_first_sentence(one.__doc__)} |"  # type: ignore[attr-defined]


def _path(package: ModuleType) -> str:
    return package.__name__.replace(".", "/")


def _first_sentence(text: str | None) -> str:
    """Return a docstring's first paragraph on one line, as the cell of a table."""
    return " ".join((text or "").split("\n\n")[0].split()).replace("|", "\\|")
