"""The program's entry in a frozen bundle."""

import os
import sys

from desk.__main__ import main


def let_go_of_children() -> None:
    """Programs we start (lp, drivers) find the system's libraries, not the bundle's."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # our own worker starts from scratch


let_go_of_children()
sys.exit(main())
