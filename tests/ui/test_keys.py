"""One table of keys: unique, single strokes, known to help."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from ui import keys
from ui.keys import KEYS, Command
from ui.rehearsal import Rehearsal
from ui.widgets.key_bar import KeyBar


def test_every_command_has_exactly_one_line() -> None:
    assert sorted(key.command for key in KEYS) == sorted(Command)


def test_no_key_means_two_things() -> None:
    sequences = [sequence for key in KEYS for sequence in key.sequences]
    assert len(sequences) == len(set(sequences))
    assert keys.SCANNER_PREFIX not in sequences


def test_no_chords_of_two_strokes_and_nothing_needed_for_typing() -> None:
    for key in KEYS:
        for sequence in key.sequences:
            assert QKeySequence(sequence).count() == 1
            assert sequence.startswith(("F", "Shift+F", "Ctrl+", "Esc"))


def test_the_bar_shows_only_what_means_something_here(qtbot: object) -> None:
    bar = KeyBar()
    bar.show_commands({Command.HELP: "", Command.RECEIVE: "Trả kết quả"})
    shown = [b for b in bar._buttons.values() if not b.isHidden()]
    assert [b.accessibleName() for b in shown] == ["F1 Trợ giúp", "F9 Trả kết quả"]


def test_help_names_every_key(seated: Rehearsal) -> None:
    seated.press(Command.HELP)
    from PySide6.QtWidgets import QLabel

    labels = seated.page.findChildren(QLabel)
    said = {label.text() for label in labels} | {label.toolTip() for label in labels}
    seat = seated.counter.seat
    assert seat is not None
    for key in KEYS:
        theirs = key.may is None or seat.user.may(key.may)
        assert (keys.shown(key.sequences[0]) in said) == theirs, key
        assert (keys.meaning(key) in said) == theirs, key
