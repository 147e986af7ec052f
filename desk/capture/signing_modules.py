"""Where the libraries of tokens lie: the office's setting first, else the known places."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

from models.problems import Kind, Problem


def modules(setting: str | None) -> tuple[str, ...]:
    """PKCS#11 libraries to try, in order; real files, each once.

    Raises Problem sign.module_missing when the setting names no file.
    """
    if setting:
        if not Path(setting).is_file():
            raise Problem("sign.module_missing", Kind.DEVICE_OR_LINE)
        return (setting,)
    text = files("models.data").joinpath("token_modules.json").read_text(encoding="utf-8")
    places = [Path(one) for one in json.loads(text).get(sys.platform, [])]
    return tuple(dict.fromkeys(str(one.resolve()) for one in places if one.is_file()))
