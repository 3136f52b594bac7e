"""How the quality of generated text is known: golden sets, judges, grounding, safety filters, feedback."""

from __future__ import annotations

from typing import Literal

from workbench.design.references import ComponentRef, GoldenSetRef, ModelRef, MonitorRef, PersonRef, SliceRef, WhoRef
from workbench.design.scalars import Count, Duration, Flag, Fraction, Many, Measure, Name, Rate
from workbench.design.spec import Spec, said, some


class GoldenSet(Spec):
    """Fixed cases with known good answers."""

    n: Count | None = said("How many.", "900")
    version: Name | None = said("Version.", "v3")
    slices: Many[SliceRef] = some("Slices it is split by.", "[hr, it, sales]")
    tags: Many[
        Literal["answerable", "unanswerable", "adversarial", "multi_turn", "multilingual", "sensitive", "stale"]
    ] = some("Sorts of case in it.", "[answerable, unanswerable, adversarial]")
    disjoint_from: Many[Literal["prompts", "tuning", "retrieval_tuning"]] = some(
        "What it shares nothing with.", "[prompts, tuning]"
    )
    baseline: Measure | None = said("Score of the version in use.", "0.80")
    margin: Measure | None = said("Smallest difference it must show.", "5 pp")
    paired_correlation: Fraction | None = said("Correlation of two versions over the same cases.", "70%")
    in_: ComponentRef | None = said("Where it is kept.", "golden_store", key="in")
    owner: PersonRef | None = said("Who answers for it.", "assistant_team")


class Judge(Spec):
    """A model that grades answers."""

    model: ModelRef | None = said("The judging model.", "judge_model")
    grades: ModelRef | None = said("The model it grades.", "generator")
    human_n: Count | None = said("Cases graded by people as well.", "300")
    agreement: Fraction | None = said("Agreement with people.", "86%")
    target: Fraction | None = said("Agreement wanted.", "80%")
    bias_test: Flag | None = said("Its preference for its own style was tested.", "true")


class Grounding(Spec):
    """Whether claims stand on passages."""

    offline: Fraction | None = said("Share of supported claims on the golden set.", "97%")
    floor: Fraction | None = said("Least accepted.", "95%")
    golden_set: GoldenSetRef | None = said("Set it is measured on.", "answers_gold")
    watched_by: MonitorRef | None = said("Monitor that follows it live.", "groundedness_rate")
    citations: Flag | None = said("Answers name their passages.", "true")
    citation_accuracy: Fraction | None = said("Share of citations that support their claim.", "94%")


class Safety(Spec):
    """Filters on the way in and out."""

    input: ComponentRef | None = said("Filter before the model.", "input_guard")
    output: ComponentRef | None = said("Filter before the user.", "output_guard")
    miss_rate: Fraction | None = said("Share of harmful cases let through.", "1.5%")
    miss_bound: Fraction | None = said("Most accepted.", "2%")
    false_block_rate: Fraction | None = said("Share of good cases blocked.", "0.8%")
    false_block_bound: Fraction | None = said("Most accepted.", "1%")
    tested_on: GoldenSetRef | None = said("Set both are measured on.", "safety_gold")
    injection_from: Many[Literal["user", "documents", "tools", "web", "images"]] = some(
        "Ways an injected instruction could come.", "[user, documents]"
    )


class Feedback(Spec):
    """Traces and thumbs that become test cases."""

    from_: ComponentRef | None = said("Where traces and thumbs are kept.", "trace_store", key="from")
    triaged_by: WhoRef | None = said("Who sorts them.", "assistant_team")
    to: GoldenSetRef | None = said("Golden set they join.", "answers_gold")
    consent: Flag | None = said("Users agreed.", "true")
    sample: Fraction | None = said("Share of traffic looked at.", "1%")
    rate: Fraction | None = said("Share of answers that get a thumb.", "1.5%")
    needed: Rate | None = said("New cases wanted.", "50/week")
    every: Duration | None = said("How often the set is renewed.", "7 d")
