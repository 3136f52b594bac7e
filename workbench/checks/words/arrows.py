"""A word about single arrows: what one flow between two sorts of component holds."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.faults import Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.words.boxes import Boxes
from workbench.checks.words.fields import Word, among_all, either, lacking, strange_fields
from workbench.design import Edge
from workbench.design.flows import Flow
from workbench.design.scalars import Many, Text
from workbench.design.spec import keyed, said, some


class Arrow(Word):
    """Some arrow leads from one sort of component to another and holds what is asked of it.

    A filter that an arrow passes (`through`) counts as an end of it.
    """

    start: Boxes | None = said("Where it starts; anywhere, when left out.", "{kind: [retriever]}")
    to: Boxes | None = said("Where it ends; anywhere, when left out.", "{trait: [indexes]}")
    beside: Boxes | None = said("Called in the same step as one of these.", "{kind: [rules_engine]}")
    call: Many[Text] = some("Carried like this.", "[sync]")
    where: dict[str, Many[Text]] = keyed("Its words are among these.", "{on_missing: [fail]}")
    has: Many[Many[Text]] = some("Fields it holds; a list inside means any of these.", "[timeout, [volume, calls]]")

    def faults(self) -> Iterator[Fault]:
        """Yield every field and word that no flow can have."""
        yield from strange_fields(self.where, self.has, Flow)

    def answer(self, judging: Judging) -> Answer:
        """Look at the arrows between the two; on a miss tell what the first of them lacks."""
        # Who stands at the ends is looked up once, not for every arrow.
        ends = tuple(_ids(boxes, judging) if boxes else None for boxes in (self.start, self.to, self.beside))
        joining = [e for e in judging.context.graph.edges if self._joins(e, *ends)]
        hit = next((e for e in joining if self._holds(e)), None)
        if hit:
            return Answer(True, hit.id, (hit.path,), (hit.source, hit.target), (hit.id,))
        if joining:
            edge = joining[0]
            return Answer(
                False, f"{edge.id} lacks {self._asked()}", (edge.path,), (edge.source, edge.target), (edge.id,)
            )
        return Answer(False, f"no flow leads {self._told()}", (("flows",),))

    def _joins(self, edge: Edge, start: set[str] | None, to: set[str] | None, beside: set[str] | None) -> bool:
        return (
            (start is None or edge.source in start)
            and (to is None or not to.isdisjoint((edge.target, *edge.flow.through)))
            and (beside is None or bool(({*edge.parallel} - {edge.target}) & beside))
            and (not self.call or edge.call in self.call)
        )

    def _holds(self, edge: Edge) -> bool:
        return among_all(edge.flow, self.where) and not lacking(edge.flow, self.has)

    def _asked(self) -> str:
        words = [f"{field} {either(words)}" for field, words in self.where.items()]
        return ", ".join([*words, *(either(options) for options in self.has)])

    def _told(self) -> str:
        ends = [f"from {self.start.told()}" if self.start else "", f"to {self.to.told()}" if self.to else ""]
        ends += [f"beside {self.beside.told()}" if self.beside else ""]
        return " ".join(filter(None, ends)) or "anywhere"


def _ids(boxes: Boxes, judging: Judging) -> set[str]:
    return {part.id for part in boxes.pick(judging)}
