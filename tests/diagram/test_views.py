"""Views and clouds: what each shows, what stays what it is, what big pictures leave to the hover text."""

from __future__ import annotations

from datetime import date

import pytest

from workbench import catalog
from workbench.diagram.graph import CLOUDS, picture_of
from workbench.errors import DrawError
from workbench.reading import read
from workbench.review import Review, review

from .shipped import reviewed

DESIGN = """
title: Small
stage: sketch
outside: {shop: {kind: client}, bureau: {kind: vendor_api, product: aws/sagemaker-ai}, lists: {kind: data_source}}
ingestion: {components: {lake: {kind: data_lake, product: azure/data-lake-storage}}}
training: {components: {trainer: {kind: trainer}, registry: {kind: registry}}}
serving:
  components:
    gateway: {kind: api_gateway, product: azure/api-management}
    scorer: {kind: online_endpoint, product: azure/kubernetes-service, fallback: rules}
    rules: {kind: rules_engine}
    report: {kind: batch_processor}
monitoring: {monitors: {errors: {watches: scorer, statistic: error_rate, above: 1%}, lake_age: {watches: lake}}}
rollback: {plans: {model: {takes: 1 min}}}
slas: {answer: {entry: gateway}}
flows:
  - shop -> gateway -> scorer: {call: sync}
  - scorer -> bureau: {call: sync}
  - lists -> lake -> trainer -> registry -> scorer
  - lake -> report
"""


def small() -> Review:
    """Return the review of the design above."""
    return review(read(DESIGN, "small.yaml"), as_of=date(2026, 11, 23))


def shown(view: str) -> set[str]:
    """Return the boxes a view of it shows, without what is missing."""
    return {n.id for n in picture_of(small(), view).nodes if not n.ghost}


def test_serving_is_what_a_request_reaches() -> None:
    """Callers, what is called, what steps in, and the alarms on these; no data path."""
    picture = picture_of(small(), "serving")
    assert shown("serving") == {"shop", "gateway", "scorer", "bureau", "rules", "monitor:errors"}
    assert ("scorer", "rules", "fallback") in {(e.source, e.target, e.style) for e in picture.edges}
    assert "serving view" in picture.subtitle


def test_training_is_how_a_model_comes_about() -> None:
    """Data, training, registry, where the model goes, and what feeds them; no request path, no alarms."""
    assert shown("training") == {"lists", "lake", "trainer", "registry", "scorer"}


def test_whole_picture_shows_everything() -> None:
    """End to end is every box, alarm and way back."""
    assert shown("end-to-end") >= {*small().design.parts, "monitor:errors", "monitor:lake_age", "plan:model"}


@pytest.mark.parametrize("cloud", CLOUDS)
def test_redrawn_by_kind(cloud: str) -> None:
    """Every box gets that provider's product; what stands outside keeps its own, and the subtitle says so."""
    done = small()
    picture = picture_of(done, cloud=cloud)
    icons = {n.id: n.icon for n in picture.nodes}
    assert icons["bureau"] in (None, "aws/sagemaker-ai")
    for part in done.design.parts.values():
        icon = icons[part.id]
        assert part.section == "outside" or icon is None or icon.startswith(f"{cloud}/")
    assert picture.subtitle.endswith(f"redrawn for {CLOUDS[cloud]}")


def test_same_provider_keeps_its_product() -> None:
    """A product that is of that cloud already stays, though another might be more typical."""
    before = {n.id: n.icon for n in picture_of(small()).nodes}
    after = {n.id: n.icon for n in picture_of(small(), cloud="azure").nodes}
    assert after["scorer"] == before["scorer"]
    assert after["lake"] == before["lake"]
    assert catalog.product("azure/kubernetes-service") is not None


def test_unknown_words_are_told_with_the_nearest() -> None:
    """A view or cloud there is not is answered with those there are."""
    with pytest.raises(DrawError, match="did you mean 'serving'"):
        picture_of(small(), "servin")
    with pytest.raises(DrawError, match="did you mean 'azure'"):
        picture_of(small(), cloud="azur")


def test_big_pictures_count_flows_of_lookers_on() -> None:
    """The largest reference draws calls and data paths; flows of lookers-on are counted, and the notes say so."""
    done = reviewed("card-fraud-reference")
    picture = picture_of(done)
    assert len(picture.edges) < len(done.design.edges)
    assert "counted on their cards" in picture.notes[0]
    vault = next(n for n in picture.nodes if n.id == "backup_vault")
    assert " in" in vault.fact
    assert "lake" in vault.hover
