"""The products that fill the kinds, their names and their logos."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.catalog import (
    Product,
    icon_file,
    kinds,
    nearest_product,
    product,
    products,
    products_for,
    providers,
    traits,
)
from workbench.catalog.products import load_products
from workbench.catalog.rows import FOLDER
from workbench.errors import InputError, WorkbenchError

CLOUDS = ("azure", "aws", "gcp")
NO_LOGO = "feast triton vllm kserve pinecone weaviate milvus hugging-face-hub langchain evidently"


@pytest.mark.parametrize("provider", providers())
def test_every_product_is_complete(provider: str) -> None:
    """A product has a full id of its provider, a title, known kinds without repeats and known traits."""
    for key, item in products(provider).items():
        assert key == item.id
        assert re.fullmatch(provider + r"/[a-z0-9]+(-[a-z0-9]+)*", item.id)
        assert item.provider == provider
        assert 1 < len(item.title) <= 40
        assert item.kinds
        assert len(set(item.kinds)) == len(item.kinds)
        assert set(item.kinds) <= kinds().keys()
        assert item.traits | item.hosts <= traits().keys()


@pytest.mark.parametrize(("provider", "least"), [("azure", 45), ("aws", 45), ("gcp", 45), ("oss", 60)])
def test_each_provider_is_well_covered(provider: str, least: int) -> None:
    """There are enough products, and each cloud can draw most of a design by the kinds it lists."""
    assert len(products(provider)) >= least
    assert len({kind for item in products(provider).values() for kind in item.kinds}) >= 35


def test_titles_and_ids_are_unique() -> None:
    """No two products of one provider share a title, and ids are unique over all providers."""
    for provider in providers():
        titles = [item.title for item in products(provider).values()]
        assert len(set(titles)) == len(titles)
    assert len(products()) == sum(len(products(provider)) for provider in providers())


@pytest.mark.parametrize("provider", providers())
def test_every_logo_exists(provider: str) -> None:
    """Each icon class of the diagrams package loads and its picture is there."""
    pytest.importorskip("diagrams")
    missing = [item.id for item in products(provider).values() if item.icon and icon_file(item.id) is None]
    assert not missing


def test_no_logo_is_better_than_a_wrong_one() -> None:
    """What the diagrams package has no logo for has none here, and a cloud's logo stands only for that cloud."""
    assert all(icon_file(f"oss/{name}") is None for name in NO_LOGO.split())
    for item in products().values():
        owner = item.icon.split(".")[1] if item.icon else ""
        assert owner not in CLOUDS or owner == item.provider


def test_icons_are_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the diagrams package, or for an unknown product, there is no picture and no error."""
    icon_file.cache_clear()
    monkeypatch.setitem(sys.modules, "diagrams", None)
    assert icon_file("azure/event-hubs") is None
    assert icon_file("azure/nothing") is None
    icon_file.cache_clear()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("azure/event-hubs", "event_stream"),
        ("azure/openai", "llm"),
        ("aws/s3", "object_store"),
        ("gcp/bigquery", "warehouse"),
        ("oss/kafka", "event_stream"),
        ("oss/vllm", "llm"),
    ],
)
def test_the_implied_kind(name: str, kind: str) -> None:
    """A product named without a kind means its first kind."""
    found = product(name)
    assert found is not None
    assert found.kinds[0] == kind


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("azure/cognitive-search", "azure/ai-search"),
        ("azure/kubernetes-services", "azure/kubernetes-service"),
        ("azure/azure-ad", "azure/entra-id"),
        ("azure/ai-studio", "azure/foundry"),
        ("aws/kinesis-firehose", "aws/data-firehose"),
        ("gcp/vertex-ai", "gcp/agent-platform"),
        ("gcp/dataproc", "gcp/managed-spark"),
        ("azure/event-hubs", "azure/event-hubs"),
    ],
)
def test_former_names_still_open(former: str, present: str) -> None:
    """A design written under a product's former name finds the product."""
    found = product(former)
    assert found is not None
    assert found.id == present


@pytest.mark.parametrize("name", ["", "azure", "azure/", "event-hubs", "azur/event-hubs", "azure/event hubs"])
def test_what_is_no_product(name: str) -> None:
    """A name is exact: a typo is not silently accepted."""
    assert product(name) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("azure/eventhub", "azure/event-hubs"),
        ("azur/event-hubs", "azure/event-hubs"),
        ("aws/event-hubs", "azure/event-hubs"),
        ("Amazon S3", "aws/s3"),
        ("aks", "azure/kubernetes-service"),
        ("kafka", "oss/kafka"),
        ("postgress", "oss/postgresql"),
        ("gcp/vertex", "gcp/agent-platform"),
        ("azure/zebra", ""),
        ("", ""),
    ],
)
def test_nearest_product(word: str, expected: str) -> None:
    """Typos, short names and the wrong cloud find the product; nonsense finds nothing."""
    assert nearest_product(word) == expected


@settings(deadline=None)
@given(st.text(alphabet="azurewsgcpo/- hubs", max_size=20))
def test_any_word_finds_a_product_or_nothing(word: str) -> None:
    """Whatever is typed, the answer is a known product or empty."""
    found = nearest_product(word)
    assert found == "" or found in products()


@pytest.mark.parametrize("provider", CLOUDS)
@pytest.mark.parametrize("kind", ["event_stream", "online_endpoint", "llm", "vector_index", "cache", "trainer"])
def test_a_design_can_be_redrawn_for_another_cloud(kind: str, provider: str) -> None:
    """Each cloud offers something for the common kinds, and a specialist comes before a general host."""
    offered = products_for(kind, provider)
    assert offered[0].kinds[0] == kind
    assert all(item.fills(kinds()[kind]) for item in offered)
    listed = [kind in item.kinds for item in offered]
    assert listed == sorted(listed, reverse=True)


def test_general_hosts_run_what_needs_a_host() -> None:
    """Kubernetes runs a guardrail and a vector index, but neither a vendor's service nor a person."""
    host = product("azure/kubernetes-service")
    assert host is not None
    assert host.fills(kinds()["guardrail"])
    assert host.fills(kinds()["vector_index"])
    assert not host.fills(kinds()["vendor_api"])
    assert not host.fills(kinds()["human_review"])
    assert products_for("no_such_kind", "azure") == ()


def test_models_hosted_by_a_vendor_are_third_party() -> None:
    """Sending data to a hosted model is sending it to someone else; running an open one is not."""
    for name in ("azure/openai", "aws/bedrock", "gcp/gemini", "oss/openai", "oss/pinecone"):
        found = product(name)
        assert found is not None
        assert "third_party" in found.traits
    for name in ("oss/vllm", "oss/kafka", "azure/event-hubs"):
        found = product(name)
        assert found is not None
        assert not found.traits


def test_an_unknown_provider_is_told_plainly() -> None:
    """The message names the providers and the nearest one."""
    with pytest.raises(WorkbenchError, match=r"no provider 'azur'; expected one of azure, .*mean 'azure'"):
        products("azur")
    with pytest.raises(WorkbenchError):
        products_for("llm", "gpc")


def test_a_new_product_is_one_new_line(tmp_path: Path) -> None:
    """Each product stands on one line of its file, and one more line is one more product."""
    text = (FOLDER / "products" / "oss.yaml").read_text(encoding="utf-8")
    assert sum(1 for line in text.splitlines() if line and not line.startswith("#")) == len(products("oss"))
    (tmp_path / "oss.yaml").write_text(text + "toastd: {title: Toastd, kinds: cache}\n", encoding="utf-8")
    assert load_products(tmp_path / "oss.yaml")["oss/toastd"] == Product(
        "oss/toastd", "Toastd", ("cache",), "", frozenset(), "oss"
    )


def test_all_mistakes_of_a_product_file_are_told_at_once(tmp_path: Path) -> None:
    """Unknown kinds, traits and icons, a missing title and a shared alias are all named."""
    (tmp_path / "oss.yaml").write_text(
        "one: {title: One, kinds: cach, traits: third_prty, icon: One, aliases: uno}\n"
        "two: {kinds: cache, aliases: uno, hosts: computs}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_products(tmp_path / "oss.yaml")
    told = str(caught.value)
    for part in (
        "did you mean 'cache'?",
        "did you mean 'third_party'?",
        "'One' is no icon class",
        "'title' is missing",
    ):
        assert part in told
    assert "two: alias 'uno' already stands for 'one'" in told
    assert "did you mean 'computes'?" in told
