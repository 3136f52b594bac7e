"""What stands in a prompt can be read by whoever talks to the model: no secret, no rule about who may see what.

From `llm-prompt-secrets` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.llm import Prompt
from workbench.design.words import PROTECTED
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "prompt-open"


@fact(
    _ID,
    title="Prompts that may be read",
    broken="A prompt holds what users must not see",
    formula="no prompt holds a secret, a protected class of data or the rules of access",
    source="OWASP LLM07 (2025); AML.T0056",
    blind="What is put into a prompt while it runs, such as a document with a password in it.",
)
def prompt_open(context: Context) -> Iterator[Fact]:
    """Yield one fact for every prompt."""
    llm = context.design.llm
    for name, prompt in (llm.prompts if llm else {}).items():
        verdict, says, key = _judged(name, prompt)
        path: Path = ("llm", "prompts", name)
        needs = ((*path, key),) if verdict is Verdict.UNKNOWN else ()
        yield Fact(
            id=_ID, subject=name, verdict=verdict, says=says, needs=needs, at=path if needs else (*path, key),
            components=tuple(p.id for p in context.graph.parts.values() if p.spec.prompt == name),
        )  # fmt: skip


def _judged(name: str, prompt: Prompt) -> tuple[Verdict, str, str]:
    if prompt.holds_secrets:
        return (
            Verdict.FAILS,
            f"{name} holds keys or passwords; a user can talk the model into reading them out",
            ("holds_secrets"),
        )
    if prompt.decides_access:
        return Verdict.FAILS, f"{name} decides who may see what; a user can talk the model out of it", "decides_access"
    protected = sorted(PROTECTED & set(prompt.classes))
    if protected:
        return (
            Verdict.FAILS,
            f"{name} holds {', '.join(protected)} text, which a user can make the model repeat",
            ("classes"),
        )
    if not prompt.classes and prompt.holds_secrets is None:
        return Verdict.UNKNOWN, f"{name} does not say what it holds", "classes"
    return (
        Verdict.HOLDS,
        f"{name} holds nothing that must stay hidden",
        "classes" if prompt.classes else "holds_secrets",
    )
