"""Systems around a language model: models, prompts, retrieval, tuning, agents, golden sets, safety, feedback."""

from __future__ import annotations

from typing import Literal

from workbench.design.capacity import Accelerator
from workbench.design.component import Component
from workbench.design.llm_quality import Feedback, GoldenSet, Grounding, Judge, Safety
from workbench.design.references import ComponentRef, GateRef, GoldenSetRef, Id, InputRef, ModelRef
from workbench.design.scalars import (
    Count,
    Day,
    Duration,
    Flag,
    Fraction,
    Many,
    Measure,
    Money,
    Name,
    Number,
    Rate,
    Size,
    Text,
)
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.training import ModelSize
from workbench.design.words import DataClass, Optimizer


class Quota(Spec):
    """What the provider lets through."""

    tokens: Rate | None = said("Tokens.", "2.52M tokens/min")
    requests: Rate | None = said("Requests.", "300 requests/min")
    burst: Count | None = said("Requests let through in one burst window.", "83")
    burst_window: Duration | None = said("Window over which bursts are counted.", "10 s")
    overflow: ComponentRef | None = said("Where the rest goes.", "llm_backup")


class TokenBudget(Spec):
    """Tokens of one request, at the size that must still fit."""

    system: Count | None = said("System prompt.", "800")
    history: Count | None = said("Earlier turns.", "2000")
    question: Count | None = said("The question.", "200")
    tools: Count | None = said("Tool descriptions and results.", "600")
    output: Count | None = said("Longest answer.", "1000")
    typical_input: Count | None = said("Input of an average request.", "6000")
    p95_output: Count | None = said("Output that nineteen in twenty answers stay below.", "700")
    typical_output: Count | None = said("Output of an average request.", "500")


class LlmModel(ModelSize):
    """A language or embedding model we use."""

    model: Name | None = said("Its name at the provider.", "gpt-4.1-mini")
    version: Name | None = said("Pinned version; `latest` is none.", "2026-04-14")
    licence: Name | None = said("Licence it is used under.", "apache-2.0")
    provider: ComponentRef | None = said("Who runs it; left out when we do.", "azure_openai")
    task: Literal["generate", "embed", "rerank", "judge", "classify", "speech", "vision"] | None = said(
        "What it is used for.", "generate"
    )
    window: Count | None = said("Tokens it can take in and give out together.", "128k")
    max_output: Count | None = said("Most tokens of an answer.", "1000")
    temperature: Number | None = said("Sampling temperature, pinned.", "0")
    tokens: TokenBudget | None = said(
        "Tokens of one call to it, where they differ from llm.tokens.", "{typical_input: 400, output: 60}"
    )
    quota: Quota | None = said(
        "What the provider lets through.", "{tokens: 2.52M tokens/min, requests: 300 requests/min}"
    )
    retires: Day | None = said("Date after which the provider stops it.", "2027-04-14")
    migration_lead: Duration | None = said("Time needed to move to another one.", "60 d")


class Prompt(Spec):
    """A prompt under version control."""

    version: Name | None = said("Version.", "v14")
    in_: Name | None = said("Where it is kept.", "prompts/answer.md", key="in")
    tokens: Count | None = said("Its length.", "800")
    classes: Many[DataClass] = some("Class of what it holds.", "internal")
    holds_secrets: Flag | None = said("It holds keys or passwords.", "false")
    decides_access: Flag | None = said("Access rules stand in it.", "false")


class Retrieval(Spec):
    """Finding passages for the model."""

    index: ComponentRef | None = said("Where passages are searched.", "passages_index")
    from_: Many[InputRef] = some("What is indexed.", "[documents]", key="from")
    chunk: Count | None = said("Tokens of a passage.", "500")
    overlap: Count | None = said("Tokens shared by neighbours.", "50")
    overlap_share: Fraction | None = said("The same as a share of a passage.", "20%")
    chunking: Literal["fixed", "structural", "semantic", "sentence", "page"] | None = said(
        "How documents are cut.", "structural"
    )
    method: Literal["dense", "sparse", "hybrid"] | None = said("How passages are found.", "hybrid")
    k: Count | None = said("Passages given to the model.", "8")
    candidates: Count | None = said("Passages looked at before reranking.", "50")
    queries_embedded_by: ModelRef | None = said("Model (with its version) that embeds questions.", "embedder")
    embed_rate: Rate | None = said("Tokens embedded when rebuilding.", "50k tokens/s")
    rebuild_within: Duration | None = said("Time a full rebuild may take.", "24 h")
    recall_at_k: Fraction | None = said("Share of needed passages found.", "92%")
    precision_at_k: Fraction | None = said("Share of found passages needed.", "61%")
    recall_target: Fraction | None = said("Recall wanted.", "90%")
    precision_target: Fraction | None = said("Precision wanted.", "50%")
    golden_set: GoldenSetRef | None = said("Set it is measured on.", "answers_gold")
    when_nothing_found: Literal["refuse", "say_so", "answer_anyway", "ask"] | None = said(
        "What happens without a good passage.", "say_so"
    )


class Rung(Spec):
    """One way of adapting a model, and how far it got on the golden set."""

    used: Flag | None = said("Part of the design.", "true")
    score: Measure | None = said("Score on the golden set.", "0.81")
    n: Count | None = said("Cases behind it.", "900")
    cost: Money | None = said("What it cost to try.", "400 USD")


class Ladder(Spec):
    """Prompting, then retrieval, then tuning: measured, so that each step is earned."""

    golden_set: GoldenSetRef | None = said("Set all are measured on.", "answers_gold")
    prompt: Rung | None = said("Prompting alone.", "{score: 0.55, n: 900}")
    retrieval: Rung | None = said("With retrieval.", "{used: true, score: 0.81, n: 900}")
    tuning: Rung | None = said("With tuning.", "{score: 0.82, n: 900}")
    because: Text | None = said("Why the choice.", "facts change daily; tone is good enough")


class Tuning(Spec):
    """Fine-tuning of a model."""

    of: ModelRef | None = said("Base model.", "generator")
    method: (
        Literal["full", "lora", "qlora", "adapter", "prompt_tuning", "dpo", "rlhf", "orpo", "distillation"] | None
    ) = said("Method.", "lora")
    rank: Count | None = said("Rank of the adapters.", "16")
    targets: Many[Name] = some("Layers adapted.", "all linear")
    trainable: Count | None = said("Weights trained.", "41.9M")
    makes: ModelRef | None = said("The model it makes.", "tuned_generator")
    data: InputRef | None = said("Data tuned on.", "tuning_pairs")
    examples: Count | None = said("Examples.", "12k")
    tokens: Count | None = said("Tokens in all.", "1B")
    optimizer: Optimizer | None = said("Optimiser.", "adamw")
    activations: Size | None = said("Memory for activations.", "8 GB")
    accelerator: Accelerator | None = said("Chips.", "{type: H100, count: 8, memory: 80 GB}")
    duration: Duration | None = said("One run.", "4.8 h")
    overlap_with_golden: Count | None = said("Examples that also stand in the golden set.", "0")
    deidentified: Flag | None = said("Personal data was removed.", "true")
    tested_on: Many[GoldenSetRef] = some("Sets it is tested on afterwards.", "[safety_gold, answers_gold]")
    safety_change: Measure | None = said("Change of the safety score against the base.", "-0.4 pp")
    safety_bound: Measure | None = said("Largest loss accepted.", "-1 pp")
    general_change: Measure | None = said("Change of general ability against the base.", "-0.8 pp")
    general_bound: Measure | None = said("Largest loss accepted.", "-2 pp")
    rater_agreement: Fraction | None = said("Agreement of people who gave preferences.", "72%")
    reward_accuracy: Fraction | None = said("Reward model on held-out pairs.", "74%")
    kl_cap: Measure | None = said("Largest distance from the base model.", "10")
    win_rate: Fraction | None = said("Wins against the base, with its interval.", "58%..64%")


class AgentLimits(Spec):
    """What one agent may do."""

    by: ComponentRef | None = said("The agent.", "assistant")
    max_steps: Count | None = said("Most steps for one task.", "8")
    step_time: Duration | None = said("Time of one step.", "1.2 s")
    deadline: Duration | None = said("Most time for one task.", "20 s")
    tokens_per_step: Count | None = said("Tokens of one step.", "3k")
    spend_cap: Money | None = said("Most one task may cost.", "0.10 USD")


class Llm(Spec):
    """What is particular to systems around a language model."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{generator_api: {kind: llm, product: azure/openai, runs: generator}}"
    )
    models: dict[Id, LlmModel] = keyed(
        "Models used.", "{generator: {model: gpt-4.1-mini, version: 2026-04-14, window: 128k}}"
    )
    prompts: dict[Id, Prompt] = keyed("Prompts.", "{answer_prompt: {version: v14, tokens: 800}}")
    tokens: TokenBudget | None = said("Tokens of one request.", "{system: 800, history: 2000, output: 1000}")
    retrieval: Retrieval | None = said("Finding passages.", "{index: passages_index, chunk: 500, overlap: 50, k: 8}")
    ladder: Ladder | None = said(
        "Why this way of adapting.", "{prompt: {score: 0.55}, retrieval: {used: true, score: 0.81}}"
    )
    tuning: dict[Id, Tuning] = keyed("Fine-tuning.", "{tone: {of: generator, method: lora, rank: 16}}")
    golden_sets: dict[Id, GoldenSet] = keyed(
        "Fixed test cases.", "{answers_gold: {n: 900, version: v3, slices: [hr, it, sales]}}"
    )
    judges: dict[Id, Judge] = keyed("Automatic judges.", "{judge: {model: judge_model, human_n: 300, agreement: 86%}}")
    grounding: Grounding | None = said(
        "Support of claims by passages.", "{offline: 97%, floor: 95%, watched_by: groundedness_rate}"
    )
    safety: Safety | None = said("Filters on the way in and out.", "{input: input_guard, output: output_guard}")
    agents: dict[Id, AgentLimits] = keyed(
        "Limits of agents.", "{helper: {by: assistant, max_steps: 8, deadline: 20 s}}"
    )
    feedback: Feedback | None = said(
        "Traces and thumbs that become test cases.", "{from: trace_store, to: answers_gold, sample: 1%}"
    )
    regression_gate: GateRef | None = said("Gate that any change of model, prompt or index must pass.", "release")
