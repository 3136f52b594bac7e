"""New versions that reach users past every gate."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.releases import Releases, Step, releases_of

_ID = "release-gated"


@fact(
    _ID,
    title="A gate before every release",
    broken="A new version reaches users past every gate",
    formula="every way from training to what answers with the model passes a gate; shadows answer nobody",
    source="ML Test Score I4; Google MLOps level 1; AWS MLSEC04-BP03",
    pattern="ap-ungated-retrain",
    blind="Whether the limits of a gate are any good; models that get to serving without an arrow.",
)
def release_gated(context: Context) -> Iterator[Fact]:
    """Yield one fact for everything that answers with a model trained here."""
    releases = releases_of(context)
    if releases.live:
        ungated = releases.reach(releases.gates)
        unseen = releases.reach(releases.gates | releases.looking, by_hand=False)
        for name in releases.live:
            yield _judge(Gathered(context), name, releases, (ungated, unseen))


def _judge(
    gathered: Gathered, name: str, releases: Releases, found: tuple[dict[str, Step | None], dict[str, Step | None]]
) -> Fact:
    ungated, unseen = found
    parts = gathered.context.graph.parts
    if name not in ungated:
        way = releases.way(releases.reach(), name)
        gate = next((box for box in way.boxes if box in releases.gates), "a gate")
        verdict, says = Verdict.HOLDS, f"every new version for {name} passes {gate}"
    else:
        way = releases.way(unseen if name in unseen else ungated, name)
        verdict, says = _past(gathered, releases, name in unseen, [box for box in way.boxes if box in releases.looking])
        says = f"a new version gets to {name} past every gate; {says}" if verdict is Verdict.FAILS else says
    failed = verdict is Verdict.FAILS
    return gathered.fact(
        _ID, name, verdict, says, way.edges[-1].path if failed else parts[name].path, steps=(str(way),),
        components=tuple(dict.fromkeys(way.boxes)), edges=way.ids, broken=way.ids[-1:] if failed else (),
    )  # fmt: skip


def _past(gathered: Gathered, releases: Releases, unseen: bool, looked: list[str]) -> tuple[Verdict, str]:
    """Judge a way on which no gate stands, by what is said elsewhere of what every version passes."""
    design = gathered.context.design
    retraining, gates = design.retraining, design.evaluation.gates if design.evaluation else {}
    named = [n for n in (retraining.through if retraining else ()) if n in gates or n in releases.gates]
    bypassed = [n for n in named if _drawn(gathered.context, gates[n].by if n in gates else n)]
    if bypassed:
        return Verdict.FAILS, f"{bypassed[0]} stands beside this way"
    if named:
        return Verdict.HOLDS, f"every new version passes {named[0]}, as retraining says"
    vague = [n for n, gate in gates.items() if not gate.by]
    if vague and not any(_drawn(gathered.context, gate.by) for gate in gates.values()):
        gathered.needs.append(("evaluation", "gates", vague[0], "by"))
        return Verdict.UNKNOWN, f"what carries out the gate {vague[0]} is not said"
    also = [n for n in (retraining.through if retraining else ()) if n not in named]
    if not unseen or also or (retraining and retraining.automatic is False):
        seen = looked[0] if looked else also[0] if also else "a person"
        return Verdict.PLAUSIBLE, f"no gate stands before a release; {seen} may stop a bad version"
    return Verdict.FAILS, "nothing on the way could stop a bad one"


def _drawn(context: Context, name: str | None) -> bool:
    graph = context.graph
    return bool(name and name in graph.parts and (graph.out(name) or graph.into(name)))
