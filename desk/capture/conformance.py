"""What can be said of a PDF as PDF/A-2b: pikepdf's validator and our own byte checks together.

The validator is an allow-list: what it does not know it does not approve. Its verdict holds for
files written here and for converted ones; it is no judge of signed files (capture §4).
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pikepdf import pdfa

from desk.capture import pdf_checks
from desk.capture.job import NOT_CHECKED

FLAVOUR = "2b"
PASS, FAIL = "pass", "fail"
_MOST_REASONS = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """``pdfa`` is pass, fail or not_checked.

    ``reasons`` name clauses and places for the log and the command line, never content.
    """

    pdfa: str
    reasons: tuple[str, ...] = ()


def judge(data: bytes) -> Verdict:
    """The verdict on a file's bytes."""
    syntax = tuple(str(one) for one in pdf_checks.check(data))
    report = told(pdfa.validate_written(io.BytesIO(data), FLAVOUR))
    reasons = (*syntax, *report.reasons)[:_MOST_REASONS]
    return Verdict(FAIL if syntax else report.pdfa, reasons)


def told(report: pdfa.Report) -> Verdict:
    """The validator's report as a verdict."""
    # The message may quote metadata, which holds personal data; rule and place do not.
    found = (f"{one.rule} ({one.kind}) in {one.where}" for one in report.findings)
    known = report.verdict if report.verdict in {PASS, FAIL} else NOT_CHECKED
    return Verdict(known, tuple(dict.fromkeys(found))[:_MOST_REASONS])
