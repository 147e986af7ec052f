"""Which pages of a PDF hold text of their own: nothing may take the place of what is exact.

Such pages stay in the document as they are; only pictures of paper are cleaned and given a text
layer. Runs inside the limited worker.
"""

from __future__ import annotations

from typing import Any

import pypdfium2

from models.problems import Problem

_FEWEST_LETTERS = 40
"""Fewer are a page number or a line of a stamp over a scan."""

# pypdfium2 has no type hints.
_Document: Any = pypdfium2.PdfDocument


def own_text(data: bytes) -> tuple[bool, ...]:
    """For each page whether it holds text. Raises Problem capture.page_unreadable."""
    try:
        document = _Document(data)
        try:
            return tuple(_holds_text(document[number]) for number in range(len(document)))
        finally:
            document.close()
    except (OSError, ValueError, MemoryError, pypdfium2.PdfiumError) as error:
        raise Problem("capture.page_unreadable") from error


def _holds_text(page: Any) -> bool:
    text = page.get_textpage()
    try:
        letters: str = text.get_text_range() if text.count_chars() >= _FEWEST_LETTERS else ""
        return sum(letter.isalnum() for letter in letters) >= _FEWEST_LETTERS
    finally:
        text.close()
        page.close()
