"""The picture of a drill: every mark in it follows from the result, by shape as well as by colour."""

from __future__ import annotations

import pytest

from tests.drills.helpers import DAY
from workbench.checks.scenario import design_file, scenario_ids
from workbench.diagram import svg
from workbench.diagram.graph.drill_view import drill_picture
from workbench.diagram.picture import Picture
from workbench.drills import DrillResult, run
from workbench.reading.files import read_file
from workbench.review import Review, review

SHIPPED = [(s, n) for s in scenario_ids() for n in ("reference", "round", "weak") if design_file(s, n)]


def reviewed(scenario: str, name: str) -> Review:
    """Return the review of a shipped design."""
    file = design_file(scenario, name)
    assert file
    return review(read_file(file), as_of=DAY)


def drawn(scenario: str, name: str, drill: str) -> tuple[DrillResult, Picture]:
    """Return one drill of a shipped design with its picture."""
    done = reviewed(scenario, name)
    found = next(r for r in run(done).results if r.id == drill)
    return found, drill_picture(done, found)


@pytest.mark.parametrize(("scenario", "name"), SHIPPED)
def test_every_drill_has_a_picture_that_holds_together(scenario: str, name: str) -> None:
    """All that failed or starved is there and marked, nothing else is; every mark is explained."""
    done = reviewed(scenario, name)
    for result in run(done).results:
        picture = drill_picture(done, result)
        fates = {n.id: n.fate for n in picture.nodes if n.fate}
        assert set(fates) == {*result.failed, *result.starved}
        assert all(fates[n] == ("lost" if result.lost else "struck") for n in result.failed)
        told = {k.shows for k in picture.keys}
        assert set(fates.values()) | {e.fate for e in picture.edges if e.fate} <= told
        assert {g.number for g in picture.gaps} >= {b.number for n in picture.nodes for b in n.badges}


def test_a_loss_shows_what_is_cut_and_what_carries_on() -> None:
    """The way to the lost box ends in a cross, the way through the stand-in is marked, and the stand-in set apart."""
    result, picture = drawn("card-fraud", "reference", "component-loss:scorer")
    edges = {(e.source, e.target): e for e in picture.edges}
    assert edges["score_guard", "scorer"].fate == "cut"
    assert edges["score_guard", "rules"].marked
    assert next(n.tone for n in picture.nodes if n.id == "rules") == "good"
    assert "monitor:errors" in {n.id for n in picture.nodes}
    assert result.starved == ()


def test_a_detour_is_drawn_where_no_flow_of_the_file_leads() -> None:
    """The caller's own fallback gets an arrow of its own."""
    result, picture = drawn("card-fraud", "reference", "component-loss:gateway")
    assert result.detours == (("checkout", "floor_limits"),)
    found = next(e for e in picture.edges if (e.source, e.target) == ("checkout", "floor_limits"))
    assert found.marked
    assert found.label == "instead"


def test_shapes_tell_it_without_colour_and_words_without_eyes() -> None:
    """A lost card is crossed, a starved one dashed, a cut flow dashed with a cross; the description names them."""
    _, picture = drawn("card-fraud", "weak", "component-loss:fraud_api")
    for theme in ("light", "dark"):
        text = svg(picture, theme, embed_font=False)
        assert 'fill-opacity="0.34"' in text
        assert 'stroke-dasharray="2 3"' in text
        assert 'stroke-dasharray="7 5"' in text
        assert "Lost: fraud_api." in text
        assert "Nothing new reaches: " in text
    assert svg(picture, "light", embed_font=False) == svg(picture, "light", embed_font=False)
