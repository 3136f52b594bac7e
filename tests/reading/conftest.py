"""Both parsers: libyaml where it is installed, and PyYAML's own."""

import pytest

from workbench.reading import events


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test once with each parser."""
    if request.param == "libyaml" and events.CParser is None:
        pytest.skip("PyYAML was built without libyaml")
    if request.param == "python":
        monkeypatch.setattr(events, "CParser", None)
    return str(request.param)
