"""Phiếu đánh giá: what a person may say of the service; it names the dossier and nobody."""

from __future__ import annotations

from dataclasses import dataclass

from models.papers.heading import Heading


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and the words of its answers, the best first."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingSlip:
    """Accompanies a result (TT 01/2018/TT-VPCP Điều 12)."""

    heading: Heading
    code: str
    provisional: bool
    procedure: str
    questions: tuple[AskedQuestion, ...]
    address: str = ""
    """Where the same is asked online, for the QR; empty where the office has no such place."""
