"""The list of papers a procedure asks for, to be taken home: it names nobody."""

from __future__ import annotations

from dataclasses import dataclass

from models.papers.heading import Heading
from models.procedure import Procedure


@dataclass(frozen=True, slots=True)
class GuidanceSheet:
    """One procedure as published, under the office's own head."""

    heading: Heading
    procedure: Procedure
