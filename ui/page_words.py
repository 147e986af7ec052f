"""What is said of pages and documents: their state, their flaws and what to do, acts taken back."""

from __future__ import annotations

from models.pages import DocumentStatus, PageStatus
from models.problems import Problem, wording
from models.reading import Remark
from models.vocabulary import VIETNAMESE, say
from ui import words


def remark(which: Remark) -> str:
    """What is wrong with a picture and what to do about it, in one or two sentences."""
    return say("page_remarks", which.value, _language())


def act(name: str) -> str:
    """An act on pages that was taken back."""
    return say("page_acts", name, _language())


def trouble(code: str) -> str:
    """What stopped the work behind a page or document, and the next step; empty for no code."""
    if not code:
        return ""
    try:
        text = wording(Problem(code))
    except KeyError:  # words that need facts nobody kept with the code
        return code
    english = words.english()
    said = (text.message_en, text.next_step_en) if english else (text.message_vi, text.next_step)
    return " ".join(said)


def flaws(status: PageStatus) -> tuple[str, ...]:
    """Sentences on a page the clerk should look at; none for a good page or a blank one."""
    found = [trouble(status.trouble)] if status.trouble else []
    if status.findings is not None and not status.collapsed:
        found += [remark(one) for one in status.findings.remarks]
    return tuple(found)


def state(status: PageStatus) -> str:
    """How far the work behind a page is."""
    return say("page_states", status.state.value, _language())


def document(status: DocumentStatus) -> str:
    """What a document is worth by now, in a few words."""
    language = _language()
    said = [
        say("document_states", status.state.value, language),
        say("document_verdicts", status.pdfa, language),
    ]
    return " · ".join(said)


def _language() -> str:
    return "en" if words.english() else VIETNAMESE
