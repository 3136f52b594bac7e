"""Every field says what it means and gives an example, and every example is valid where it stands."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from workbench.design.flows import Flow
from workbench.design.forms import Row, groups, rows_of
from workbench.design.spec import Spec
from workbench.reading import read

FIELDS = [(model, row) for model in groups() for row in rows_of(model)]
SHORTS = [(model, text) for model in groups() for text in model.short]
named = pytest.mark.parametrize(("model", "row"), FIELDS, ids=[f"{m.__name__}.{r.key}" for m, r in FIELDS])


def wrong(model: type[Spec], text: str) -> list[str]:
    """Return what is wrong with a text of YAML as this group; a flow gets the ends it cannot do without."""
    ends = "from: gateway\nto: decision\n" if model is Flow and not text.startswith("steps") else ""
    try:
        model.model_validate(read(f"{ends}{text}\n").data)
    except ValidationError as error:
        return [str(error)]
    return []


@pytest.mark.parametrize("row", [r for _, r in FIELDS], ids=[f"{m.__name__}.{r.key}" for m, r in FIELDS])
def test_explained(row: Row) -> None:
    """A field has a meaning that reads as a sentence, and an example."""
    assert row.meaning[:1].isupper() or row.meaning[:1].isdigit()
    assert row.meaning.endswith(".")
    assert row.example


@named
def test_example(model: type[Spec], row: Row) -> None:
    """The example of a field, read as YAML, is a value of that field."""
    assert wrong(model, f"{row.key}: {row.example}") == []


@pytest.mark.parametrize(("model", "text"), SHORTS)
def test_short_form(model: type[Spec], text: str) -> None:
    """A group that says it may be written as one text may be."""
    model.model_validate(text)


@pytest.mark.parametrize("model", groups(), ids=lambda model: model.__name__)
def test_described(model: type[Spec]) -> None:
    """A group says in its first line what it is."""
    assert model.__doc__
    assert model.__doc__.splitlines()[0].endswith(".")
