"""How the program begins: the first administrator, the input method, what is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
)

from desk.settings import Profile
from tests.ui.conftest import SilentReader
from ui.application import choose_input_method
from ui.page import Place
from ui.rehearsal import rehearse


def test_first_start_makes_the_administrator(
    qapp: object, tmp_path: Path, reader: SilentReader
) -> None:
    from desk.assembly import assemble
    from desk.settings import Settings
    from tests.support.seat import CHEAP, OFFICE, Watch

    profile = Profile(tmp_path / "new")
    profile.save(Settings(office=OFFICE))
    with rehearse(
        lambda: assemble(profile, clock=Watch(), password_cost=CHEAP), memory=tmp_path / "m"
    ) as window:
        page = window.window.sign_in
        assert QApplication.focusWidget() is page.new_name
        for text in ("Lê Thị Quản", "quantri", "mat khau dai", "mat khau khac"):
            window.type(text)
            window.key("Return")
        assert window.window.workplace is None
        page.repeated.setText("mat khau dai")
        window.key("Return")
        window.wait_until(lambda: window.window.workplace is not None)
        workplace = window.window.workplace
        assert workplace is not None
        assert Place.INTAKE not in workplace.pages


@pytest.mark.parametrize(
    ("wanted", "plugins", "chosen"),
    [
        ("fcitx", ["libibusplatforminputcontextplugin.so"], "ibus"),
        ("fcitx5", [], "ibus"),
        ("fcitx", ["libfcitxplatforminputcontextplugin.so"], "fcitx"),
        ("ibus", [], "ibus"),
    ],
)
def test_fcitx_users_get_their_letters(wanted: str, plugins: list[str], chosen: str) -> None:
    environment = {"QT_IM_MODULE": wanted}
    choose_input_method(environment, plugins)
    assert environment["QT_IM_MODULE"] == chosen


def test_python_gets_its_own_import_back_and_the_store_is_not_loaded_for_the_window() -> None:
    program = (
        "import builtins, sys\n"
        "own = builtins.__import__\n"
        "import ui.application\n"
        "assert builtins.__import__ is own, 'hook'\n"
        "late = {'sqlalchemy', 'reportlab', 'httpx2', 'alembic', 'smartcard'} & set(sys.modules)\n"
        "assert not late, late\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
