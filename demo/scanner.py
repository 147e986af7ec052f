"""The demonstration's scanner: what libsane is allowed to see."""

from __future__ import annotations

import os
from pathlib import Path


def scanner_environment(folder: Path, address: str | None) -> None:
    """Let libsane see one scanner only: a network device, or its own test driver."""
    folder.mkdir(parents=True, exist_ok=True)
    if address is None:
        (folder / "dll.conf").write_text("test\n")
        (folder / "test.conf").write_text("geometry_max 300\nnumber_of_devices 1\n")
    else:
        (folder / "dll.conf").write_text("airscan\n")
        (folder / "airscan.conf").write_text(
            f'[devices]\n"Máy quét minh họa" = {address}, eSCL\n[options]\ndiscovery = disable\n'
        )
    os.environ["SANE_CONFIG_DIR"] = str(folder)
