"""What can go wrong between desk and hub, and whose turn it is then (sync §D.4, classes)."""

from __future__ import annotations

from enum import StrEnum

from models.problems import Kind, Problem


class Nature(StrEnum):
    """What a failure asks for."""

    RETRYABLE = "retryable"
    """Nothing is wrong with what was sent: try again later, for as long as it takes."""
    AUTH = "auth"
    """The hub does not let this desk in: stop and tell somebody."""
    PERMANENT = "permanent"
    """The hub refuses exactly this content: set it aside, go on with the rest."""


class LineProblem(Problem):
    """A problem of the line or of the hub's answer.

    ``retry_after`` is the wait the hub asked for, in seconds; ``status`` its HTTP status, None when
    there was no answer; ``hub_code`` the stable code of its problem, empty when it gave none.
    """

    def __init__(
        self,
        code: str,
        nature: Nature,
        *,
        status: int | None = None,
        hub_code: str = "",
        retry_after: float | None = None,
        **facts: str | int,
    ) -> None:
        super().__init__(code, Kind.DEVICE_OR_LINE, **facts)
        self.nature = nature
        self.status = status
        self.hub_code = hub_code
        self.retry_after = retry_after


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The person left while a pass was under way."""
