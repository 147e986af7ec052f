"""Copy the licence texts of the installed libraries into a folder.

Usage: ``licences.py FOLDER NAME…``.
"""

import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


def copy_licences(folder: Path, names: list[str]) -> None:
    """One folder a library; a library whose wheel brings no text is left out."""
    for name in names:
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError:  # the lock names it for another platform
            continue
        for file in files:
            inside = file.parts[0].endswith(".dist-info")
            if inside and file.stem.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
                target = folder / name / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), target)


if __name__ == "__main__":
    copy_licences(Path(sys.argv[1]), sys.argv[2:])
