"""Eight systems described by others are stated in the language whole and unimproved."""

from pathlib import Path

import pytest

from workbench.design import bind
from workbench.reading import read

FOLDER = Path(__file__).parent / "real"

# Fewest components: what a reader counted in the source before it was transcribed.
FEWEST = {
    "abby-fraud-blog": 17,
    "azure-mlops-v2": 11,
    "azure-realtime-recommendation": 7,
    "azure-search-openai-demo": 13,
    "itmo-resume-screening": 12,
    "kubeflow-label-bot": 10,
    "magicsharepoint-rag": 16,
    "sentiment-flask-toy": 5,
}
ISOLATED = {"itmo-resume-screening": {"s3_backup"}}
"""Drawn without any connection in the source itself."""


@pytest.mark.parametrize("name", sorted(FEWEST))
def test_a_real_design_binds_whole(name: str) -> None:
    """A transcribed system binds without a problem, has every part its source has, and hangs together."""
    design, problems = bind(read((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml"))
    assert [problem.line(name) for problem in problems] == []
    assert design.level == "senior"
    assert len(design.parts) >= FEWEST[name]
    through = {step for flow in design.flows for step in flow.through}
    linked = {end for edge in design.edges for end in (edge.source, edge.target)} | through
    assert set(design.parts) - linked == ISOLATED.get(name, set())


def test_every_file_is_counted() -> None:
    """No transcription stands in the folder without its count."""
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(FEWEST)


def test_telemetry_is_not_waited_for() -> None:
    """An arrow to what only looks on is asynchronous, so that monitoring never stands on the request path."""
    design, _ = bind(read((FOLDER / "itmo-resume-screening.yaml").read_text(encoding="utf-8"), "itmo.yaml"))
    calls = {edge.id: edge.call for edge in design.edges}
    assert calls["backend->prometheus"] == "async"
    assert calls["backend->catboost_service"] == "sync"
