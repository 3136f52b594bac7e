"""Whether the search for good settings keeps to its budget and stays off the test set.

From the catalogue item trn-hpo.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.training import Search
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import at_most
from workbench.facts.show import number
from workbench.facts.spans import of, product

_ID = "search-budget"


@fact(
    _ID,
    title="The search for settings against its budget",
    broken="The search for settings costs more than allowed, or reads the test set",
    formula="trials x cost of one <= budget; the split it is judged on is not the test split",
    source="ML Test Score, Model 3; AWS ML lens MLCOST04-BP11",
    pattern="ap-selection-leak",
    blind="Looks at the test split that nobody wrote down.",
)
def search_budget(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model whose search states trials, a budget or the split it reads."""
    training = context.design.training
    for name, model in (training.models if training else {}).items():
        if model.search and (model.search.trials or model.search.budget or model.search.on):
            yield _judge(Gathered(context), name, model.search)


def _judge(gathered: Gathered, name: str, search: Search) -> Fact:
    path: Path = ("training", "models", name, "search")
    if _is_test(gathered.context, search.on or ""):
        says = f"the settings of {name} are chosen on {search.on}, which is the test set"
        return gathered.fact(_ID, name, Verdict.FAILS, says, (*path, "on"))
    trials = gathered.need(f"{name} trials", *path, "trials")
    each = gathered.need(f"{name} cost of a trial", *path, "unit_cost")
    budget = gathered.need(f"{name} budget", *path, "budget")
    if not search.on:
        gathered.needs.append((*path, "on"))
    if not (trials and each and budget and search.on):
        missing = ", ".join(f"'{need[-1]}'" for need in gathered.needs)
        says = f"the search of {name} does not state {missing}"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, path, stated=budget)
    if amount(each).currency != amount(budget).currency:
        gathered.needs.append(budget.path)
        return gathered.fact(_ID, name, Verdict.UNKNOWN, "two currencies cannot be compared", budget.path)
    return _spent(gathered, name, (trials, each, budget))


def _spent(gathered: Gathered, name: str, taken: tuple[Input, Input, Input]) -> Fact:
    trials, each, budget = taken
    cost = product(of(trials), of(each))
    money = amount(budget).currency
    says = f"{trials.text} trials of {each.text} cost {number(cost.middle)} {money}; {budget.text} is allowed"
    return gathered.fact(
        _ID, name, at_most(cost, of(budget)), says, budget.path, value=cost.middle,
        computed=f"{number(cost.middle)} {money}", stated=budget,
    )  # fmt: skip


def _is_test(context: Context, split: str) -> bool:
    """True for a split of that role, or by its name where no role is stated."""
    evaluation = context.design.evaluation
    held = evaluation.splits.get(split) if evaluation else None
    if held is None:
        return False
    return held.role == "test" or (held.role is None and split == "test")
