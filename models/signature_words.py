"""What a report on signatures says to people; the words lie in ``data/signature_words.json``."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from functools import cache
from importlib.resources import files

from models.signing import PdfReport, SignatureReport

_VIETNAM = timezone(timedelta(hours=7))


def sentences(report: SignatureReport, language: str = "vi") -> tuple[str, ...]:
    """One signature in whole sentences: who and when, what is true of it, what else to know."""
    said: list[str] = []
    time = f"{report.signed_at.astimezone(_VIETNAM):%H:%M:%S %d/%m/%Y}" if report.signed_at else ""
    if report.document_timestamp:
        said.append(_say("line", "stamp_of", language).format(signer=report.signer, time=time))
    elif report.signer:
        who = ", ".join(one for one in (report.signer, report.organisation) if one)
        key = "stamped" if report.timestamped else "at"
        when = _say("line", key, language).format(time=time) if time else ""
        said.append("; ".join(one for one in (who, when) if one) + ".")
    said.append(_say("state", report.state.value, language))
    if report.issuer:
        said.append(_say("line", "issuer", language).format(issuer=report.issuer))
    if report.covers_whole_document:
        said.append(_say("line", "whole", language))
    said.extend(_say("note", note.value, language) for note in report.notes)
    return tuple(said)


def badge(report: PdfReport, language: str = "vi") -> str:
    """All signatures of a file in a few words, by the worst of them; empty for an unsigned file."""
    return "" if report.state is None else _say("badge", report.state.value, language)


def unsigned(language: str = "vi") -> str:
    """That there is no signature."""
    return _say("state", "unsigned", language)


def working_copy(language: str = "vi") -> str:
    """That a scan waits for its signature and is a working copy until then."""
    return _say("badge", "working_copy", language)


def _say(group: str, key: str, language: str) -> str:
    return _texts()[group][key][language]


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    source = files("models.data").joinpath("signature_words.json")
    texts: dict[str, dict[str, dict[str, str]]] = json.loads(source.read_text(encoding="utf-8"))
    return texts
