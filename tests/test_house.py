"""The house holds itself to its own measure: short modules, short functions, a docstring on every public name."""

from __future__ import annotations

import ast
import pathlib
import statistics

import pytest

ROOT = pathlib.Path(__file__).parents[1]
MODULES = sorted((ROOT / "workbench").rglob("*.py"))
MOST_LINES, MOST_FUNCTION_LINES, MEDIAN = 300, 40, 120


def short(path: pathlib.Path) -> str:
    """Return a path as people write it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_module_is_one_idea(path: pathlib.Path) -> None:
    """No module over 300 lines, no function over 40, each module says in one sentence what it is for."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= MOST_LINES
    assert not text.strip() or ast.get_docstring(tree), "a module says what it is for"
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert not long


def test_modules_are_small_on_the_whole() -> None:
    """The median module has about a hundred lines."""
    assert statistics.median(p.read_text(encoding="utf-8").count("\n") for p in MODULES) <= MEDIAN


def test_no_eval_and_no_blanket_silence() -> None:
    """Nothing evaluates text as code, and no error is swallowed whole."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), short(path)
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                pytest.fail(f"{short(path)}:{node.lineno} catches everything")
