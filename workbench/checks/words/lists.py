"""Words that a checklist expects in a field, held against the list the language gives that field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.checks.faults import Fault
from workbench.checks.patterns import form_at
from workbench.design.forms import Form
from workbench.design.spec import Spec
from workbench.errors import nearest_word

_FEW = 8


def strange_words(steps: tuple[str, ...], words: Iterable[str], root: type[Spec]) -> Iterator[Fault]:
    """Yield a fault for every word that the field at `steps` below `root` can never hold; its position is its place."""
    form = form_at(steps, root)
    known = _listed(form) if isinstance(form, Form) else ()
    for position, word in enumerate(words):
        if known and word not in known:
            expected = f"{', '.join(known[:_FEW])}{' ...' if len(known) > _FEW else ''}"
            yield Fault(f"'{word}' is not a word of {steps[-1]}", (position,), expected, nearest_word(word, known))


def _listed(form: Form) -> tuple[str, ...]:
    """Return the words a field is limited to; nothing when it takes any text. A plain `false` states nothing."""
    if form.inner:
        return _listed(form.inner)
    return ("true",) if form.sort == "flag" else form.words
