"""The people of a dossier to choose one from: the owner, who handed in, and every other role."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from models.citizen import Citizen
from models.dossier import Dossier


class PeopleBox(QComboBox):
    """Each person once, the owner first."""

    def __init__(self) -> None:
        super().__init__()
        self._people: list[Citizen] = []

    def show_people(self, dossier: Dossier) -> None:
        """The people of this dossier; the one who was chosen stays chosen."""
        former = self.currentText()
        self.clear()
        self._people = []
        others = (one.person for one in dossier.people)
        for one in (dossier.owner, dossier.submitter, *others):
            if one is not None and one.full_name and self.findText(one.full_name) < 0:
                self._people.append(one)
                self.addItem(one.full_name)
        self.setCurrentIndex(max(self.findText(former), 0))

    def person(self) -> Citizen:
        """Who is chosen. IndexError before `show_people`."""
        return self._people[max(self.currentIndex(), 0)]
