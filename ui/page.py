"""What a page is: a screen that knows its keys, and says where to go and what to tell the clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.keys import Command

if TYPE_CHECKING:
    from desk.assembly import Desk
    from desk.card.service import CardService
    from desk.seat import Seat


class Place(Enum):
    """The screens of a signed-in person."""

    TODAY = auto()
    INTAKE = auto()
    RESULTS = auto()
    BUNDLES = auto()
    WAITING = auto()
    PRESSING = auto()
    CERTIFY = auto()
    CLOSING = auto()
    BOOKS = auto()
    ONLINE = auto()
    CATALOGUE = auto()
    SIGNING = auto()
    SEARCH = auto()
    DOSSIER = auto()
    CONFIRM = auto()
    CUSTODY = auto()
    SETTINGS = auto()
    HELP = auto()


@dataclass(frozen=True, slots=True)
class Go:
    """Where to, and what about: a draft, a dossier id, a scanned text."""

    place: Place
    subject: object = None


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """Whose papers' values are to be confirmed: a draft or dossier, and which paper first.

    Without a subject it is the oldest debt. ``said`` names it on the screen; ``back`` is where one
    came from.
    """

    subject: str = ""
    component: str = ""
    said: str = ""
    back: Place = Place.TODAY


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the clerk without stopping them.

    ``key``: a newer notice of the same key replaces the older one.  Notices of tone ``bad`` stay
    until they are closed; the others go by themselves.
    """

    words: str
    next_step: str = ""
    tone: str = "neutral"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page works with."""

    desk: Desk
    seat: Seat
    card: CardService
    bridge: Bridge


class Page(QWidget):
    """One screen. Pages never know each other: they say where to go."""

    going = Signal(object)
    """A `Go`."""
    telling = Signal(object)
    """A `Notice`."""
    commands_changed = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("page")
        self.around = around

    def title(self) -> str:
        """The heading above the page."""
        raise NotImplementedError

    def commands(self) -> Mapping[Command, str]:
        """The commands that mean something here now, with words of their own or an empty string."""
        return {}

    def run(self, command: Command) -> bool:
        """Obey a command; False when it means nothing here."""
        del command
        return False

    def enter(self, subject: object) -> None:
        """The page comes to the front; put the focus where the clerk wants it."""

    def keepsake(self) -> object:
        """What `enter` needs to come back here when the window is made anew; None for nothing."""
        return None

    def leave(self) -> None:
        """The page goes to the back; nothing may be lost."""

    def scanned(self, scan: str) -> bool:
        """A scanner read `scan` while this page was in front; False when it means nothing here."""
        del scan
        return False

    def tell(
        self, words: str, next_step: str = "", *, tone: str = "neutral", key: str = ""
    ) -> None:
        """Say something to the clerk."""
        self.telling.emit(Notice(words, next_step, tone, key))
