"""The last step before a line reaches the log: long digits are masked, whoever wrote them.

Nothing should write personal numbers to a log; this is for what slips through.  It works on the
finished text, exceptions included, so that no placeholder and no trace gets around it.
"""

from __future__ import annotations

import logging
import re

_LONG = re.compile(r"(?<![0-9A-Fa-f-])\d(?:[ .]?\d){8,}(?![0-9A-Fa-f-])")
"""Nine digits and more, also in groups; identifiers in hexadecimal are left alone."""


def masked(text: str) -> str:
    """The text with every run of nine or more digits as ``0010******17``."""
    return _LONG.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    digits = "".join(c for c in found.group() if c.isdecimal())
    return f"{digits[:4]}{'*' * (len(digits) - 6)}{digits[-2:]}"


class MaskingFormatter(logging.Formatter):
    """Formats as its parent does, then masks."""

    def format(self, record: logging.LogRecord) -> str:
        """The masked line, with its trace if there is one."""
        return masked(super().format(record))


def mask_every_log() -> None:
    """Put the mask on every handler of the root logger; to be called once they are there."""
    for handler in logging.getLogger().handlers:
        inner = handler.formatter or logging.Formatter()
        style = inner._fmt  # noqa: SLF001 - the only way to keep the handler's own format
        handler.setFormatter(MaskingFormatter(style, inner.datefmt))
