"""What a vector index takes in memory, how many vectors its documents make, and how long embedding them anew takes."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part, Quantity
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed
from workbench.facts.ranges import Span, span
from workbench.facts.show import number, seconds

_MEMORY, _VECTORS, _REBUILD = "index-memory", "index-vectors", "re-embedding"
_USABLE = 0.8
_RETRIEVAL: Path = ("llm", "retrieval")


def graph_bytes(vectors: float, dimensions: float, size: float, links: float) -> float:
    """Return the bytes an HNSW index takes: its vectors and 8 bytes for each link, and a tenth for the rest."""
    return 1.1 * (size * dimensions + 8 * links) * vectors


@fact(
    _MEMORY,
    title="Memory of the vector index",
    broken="The index does not fit in memory",
    formula="1.1 x (bytes of a value x dimensions + 8 x links) x vectors <= memory of a node x nodes x 0.8",
    source="OpenSearch, memory of HNSW",
    number="Q38",
    blind="Payloads and filters kept beside the vectors; compression that is not stated.",
)
def index_memory(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component that states its vectors, their length, and its memory or its links."""
    for part in context.graph.parts.values():
        spec = part.spec
        if spec.vectors and spec.dimensions and (spec.memory or spec.links or spec.nodes):
            yield _memory(Gathered(context), part)


def _memory(gathered: Gathered, part: Part) -> Fact:
    path = part.path
    vectors = gathered.need(f"{part.id} vectors", *path, "vectors")
    length = gathered.need(f"{part.id} dimensions", *path, "dimensions")
    size = gathered.get(f"{part.id} bytes of a value", *path, "bytes_per_value")
    size = size or gathered.note(assumed("bytes of a value", "4"))
    links = gathered.get(f"{part.id} links", *path, "links") or gathered.note(
        assumed("links of a vector", "16", "count")
    )
    copies = gathered.get(f"{part.id} copies", *path, "copies")
    memory = gathered.need(f"{part.id} memory of a node", *path, "memory")
    if not (vectors and length):
        return gathered.fact(_MEMORY, part.id, Verdict.UNKNOWN, f"{part.id} does not state its vectors", path)
    found = span(graph_bytes, vectors, length, size, links)
    times = spans.at_least_one(copies)
    need = spans.product(found, times)
    raw = amount(vectors).value * amount(length).value * amount(size).value * times.middle
    steps = (
        f"raw vectors {_size(raw)}",
        f"1.1 x ({size.text} x {length.text} + 8 x {links.text}) x {vectors.text} = {_size(found.middle)}"
        + (f", x {copies.text} copies" if copies else ""),
    )
    says = f"{part.id} takes {_size(need.middle)} with its graph"
    more = {"value": need.middle, "computed": _size(need.middle), "steps": steps, "components": (part.id,)}
    if memory is None:
        says += "; its memory is not stated"
        return gathered.fact(_MEMORY, part.id, Verdict.UNKNOWN, says, vectors.path, **more)
    held = spans.product(_machines(gathered, part), spans.of(memory))
    there = held.high
    verdict = Verdict.HOLDS if need.high <= _USABLE * held.low else Verdict.PLAUSIBLE
    if verdict is Verdict.HOLDS and (size.assumed or links.assumed):
        verdict = Verdict.PLAUSIBLE
    if need.middle > there and not part.spec.on_disk and not size.assumed and not links.assumed:
        verdict = Verdict.FAILS
    says += f"; its nodes hold {_size(held.middle)}" + (", and it is read from disk" if part.spec.on_disk else "")
    return gathered.fact(_MEMORY, part.id, verdict, says, memory.path, stated=memory, **more)


def _machines(gathered: Gathered, part: Part) -> Span:
    """Return how many machines share the index: its nodes, or its replicas or shards where those are not stated."""
    nodes = gathered.get(f"{part.id} nodes", *part.path, "nodes")
    if nodes:
        return spans.at_least_one(nodes)
    counts = [gathered.get(f"{part.id} {key}", *part.path, key) for key in ("replicas", "shards")]
    return max((spans.at_least_one(c) for c in counts if c), key=lambda s: s.high, default=spans.exactly(1.0))


def _size(value: float) -> str:
    return f"{number(value / 1e12)} TB" if value >= 1e12 else f"{number(value / 1e9)} GB"


def _passages(gathered: Gathered) -> tuple[Span, Span] | None:
    """Return passages, and tokens in them, of what the retrieval indexes; None when something is not stated."""
    retrieval = gathered.context.design.llm.retrieval if gathered.context.design.llm else None
    chunk = gathered.get("tokens of a passage", *_RETRIEVAL, "chunk")
    shared = gathered.get("tokens shared", *_RETRIEVAL, "overlap")
    part = None if shared else gathered.get("share shared", *_RETRIEVAL, "overlap_share")
    if chunk is None or not (retrieval and retrieval.from_):
        return None
    names = dict.fromkeys(n for name in retrieval.from_ for n in _uncut(gathered.context, name, amount(chunk)))
    rows = [_document(gathered, name) for name in names]
    none = assumed("tokens shared", "0", "count")
    counts, sizes = [], []
    for row in rows:
        if row is None:
            return None
        items, tokens = row
        other = shared or part or none
        counts.append(span(lambda n, t, c, o: _cut(n, t, c, o, of_chunk=part is not None), items, tokens, chunk, other))
        sizes.append(
            span(lambda n, t, c, o: _embedded(n, t, c, o, of_chunk=part is not None), items, tokens, chunk, other)
        )
    return _added(counts), _added(sizes)


def _uncut(context: Context, name: str, chunk: Quantity) -> tuple[str, ...]:
    """Return what passages are cut from, where the data indexed are the passages; else the data itself."""
    asset = context.design.data.get(name)
    above = [context.design.data.get(n) for n in asset.from_] if asset else []
    cut = asset is not None and asset.tokens is not None and asset.tokens.high <= chunk.high
    whole = [a for a in above if a and a.items and a.tokens and a.tokens.low > chunk.high]
    return asset.from_ if asset and cut and above and len(whole) == len(above) else (name,)


def _document(gathered: Gathered, name: str) -> tuple[Input, Input] | None:
    items = gathered.need(f"{name} items", "data", name, "items")
    tokens = gathered.need(f"{name} tokens", "data", name, "tokens")
    return (items, tokens) if items and tokens else None


def _cut(items: float, tokens: float, chunk: float, shared: float, *, of_chunk: bool) -> float:
    """Return passages: each starts where the last one's own text ends; a document no longer than one is one."""
    # A cut goes on by one token at the least, however much neighbours share.
    step = max(chunk - (shared * chunk if of_chunk else shared), 1.0)
    return items if tokens <= chunk else items * tokens / step


def _embedded(items: float, tokens: float, chunk: float, shared: float, *, of_chunk: bool) -> float:
    return items * tokens if tokens <= chunk else _cut(items, tokens, chunk, shared, of_chunk=of_chunk) * chunk


def _added(spans: list[Span]) -> Span:
    return Span(sum(s.low for s in spans), sum(s.middle for s in spans), sum(s.high for s in spans))


@fact(
    _VECTORS,
    title="Vectors the documents make",
    broken="The index holds fewer vectors than its documents make",
    formula="documents x tokens / (chunk - overlap) <= vectors",
    source="arithmetic",
    number="Q39",
    blind="Documents far longer or shorter than the mean; text cut along its headings.",
)
def index_vectors(context: Context) -> Iterator[Fact]:
    """Yield one fact where an index states its vectors and what is indexed states its size."""
    llm = context.design.llm
    part = context.graph.parts.get(llm.retrieval.index or "") if llm and llm.retrieval else None
    if part is None or not part.spec.vectors:
        return
    gathered = Gathered(context)
    vectors = gathered.need(f"{part.id} vectors", *part.path, "vectors")
    found = _passages(gathered)
    if vectors is None or found is None:
        return
    count = found[0]
    held = amount(vectors)
    verdict = Verdict.HOLDS if held.low >= 0.95 * count.high else Verdict.PLAUSIBLE
    verdict = Verdict.FAILS if held.high < 0.5 * count.low else verdict
    says = f"the documents make {number(count.middle)} passages; {part.id} is planned for {vectors.text} vectors"
    yield gathered.fact(
        _VECTORS, part.id, verdict, says, vectors.path, value=count.middle, computed=number(count.middle),
        stated=vectors, components=(part.id,),
    )  # fmt: skip


@fact(
    _REBUILD,
    title="Time to embed everything anew",
    broken="Embedding everything anew takes longer than it may",
    formula="documents x tokens / (chunk - overlap) x chunk / tokens embedded a second <= time for a rebuild",
    source="arithmetic; change of the embedding model",
    number="Q39",
    blind="Limits of the provider, failures on the way, and documents that change meanwhile.",
)
def re_embedding(context: Context) -> Iterator[Fact]:
    """Yield one fact where the speed of embedding is stated."""
    llm = context.design.llm
    if not llm or not llm.retrieval or not llm.retrieval.embed_rate:
        return
    gathered = Gathered(context)
    speed = gathered.need("tokens embedded", *_RETRIEVAL, "embed_rate")
    found = _passages(gathered)
    allowed = gathered.get("time for a rebuild", *_RETRIEVAL, "rebuild_within")
    index = context.graph.parts.get(llm.retrieval.index or "")
    parts = (index.id,) if index else ()
    if speed is None or found is None or allowed is None:
        if allowed is None:
            gathered.needs.append((*_RETRIEVAL, "rebuild_within"))
        if not llm.retrieval.from_:
            gathered.needs.append((*_RETRIEVAL, "from"))
        says = "how much is embedded, and how long a rebuild may take, do not both stand here"
        yield gathered.fact(_REBUILD, "retrieval", Verdict.UNKNOWN, says, (*_RETRIEVAL, "embed_rate"), components=parts)
        return
    passages, tokens = found
    lasts = spans.ratio(tokens, spans.of(speed))
    verdict = Verdict.HOLDS if lasts.high <= 1.005 * amount(allowed).low else Verdict.PLAUSIBLE
    verdict = Verdict.FAILS if lasts.middle > 1.02 * amount(allowed).high else verdict
    says = f"embedding {number(tokens.middle)} tokens anew takes {seconds(lasts.middle)}; {allowed.text} is allowed"
    yield gathered.fact(
        _REBUILD, "retrieval", verdict, says, allowed.path, value=lasts.middle, computed=seconds(lasts.middle),
        stated=allowed, components=parts,
        steps=(
            f"{number(passages.middle)} passages, {number(tokens.middle)} tokens",
            f"at {speed.text}: {seconds(lasts.middle)}",
        ),
    )  # fmt: skip
