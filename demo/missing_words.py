"""Which sentences of the window have no English yet: (context, source) pairs of the code and file.

``python -m demo.missing_words`` prints one pair a line, missing ones with ``+``, superfluous ones
with ``-``.  Qt looks a sentence up under the name of the class that says it, so that the same words
in two classes need two messages.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

WINDOW = Path(__file__).parent.parent / "ui"
ENGLISH = WINDOW / "translations" / "motcua_en.ts"
Pair = tuple[str, str]


def said() -> set[Pair]:
    """Every literal given to `tr`, `translate` or `QT_TRANSLATE_NOOP`, with its context."""
    found: set[Pair] = set()
    for path in WINDOW.rglob("*.py"):
        found |= set(_said_in(ast.parse(path.read_text(encoding="utf-8")), ""))
    return found


def translated() -> set[Pair]:
    """The pairs of the file."""
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ElementTree.parse(ENGLISH).iter("context")  # noqa: S314 - our own file
        for message in context.iter("message")
    }


def _said_in(node: ast.AST, context: str) -> Iterator[Pair]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield from _said_by(child, context)
        inner = child.name if isinstance(child, ast.ClassDef) else context
        yield from _said_in(child, inner)


def _said_by(call: ast.Call, context: str) -> Iterator[Pair]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
    if name == "tr" and given and isinstance(given[0], str):
        yield context, given[0]
    elif name in ("translate", "QT_TRANSLATE_NOOP") and len(given) > 1:
        where, words = given[:2]
        if isinstance(where, str) and isinstance(words, str):
            yield where, words


def main() -> None:
    """Print the difference."""
    there, wanted = translated(), said()
    for sign, pairs in (("+", wanted - there), ("-", there - wanted)):
        for context, words in sorted(pairs):
            print(sign, context, words, sep="\t")


if __name__ == "__main__":
    main()
