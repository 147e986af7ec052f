"""A TWAIN helper for tests: speaks the protocol of installer/windows/twain_helper, in Python.

    python twain_helper.py [FAULT]

Faults: jam@N, empty, hang@N, half@N, die@N (at page N), garbage, old, long, slow (0.2 s a page).
"""

from __future__ import annotations

import io
import os
import select
import sys
import time

from PIL import Image, ImageDraw

SHEETS = 5


def say(*words: str) -> None:
    sys.stdout.buffer.write("\t".join(words).encode() + b"\n")
    sys.stdout.buffer.flush()


def dib(number: int, gray: bool) -> bytes:
    image = Image.new("L" if gray else "RGB", (170, 240), "white")
    ImageDraw.Draw(image).rectangle((10, 10, 10 * number, 20), fill=0)
    out = io.BytesIO()
    image.save(out, "BMP")
    return out.getvalue()[14:]


def cancel_came() -> bool:
    if not select.select([0], [], [], 0)[0]:
        return False
    return b"CANCEL" in os.read(0, 4096)


def scan(fields: dict[str, str], fault: str) -> None:
    kind, _, at = fault.partition("@")
    place = int(at or 0)
    if kind == "empty" and fields["source"] == "feeder":
        say("PROBLEM", "empty")
        return
    if fields["duplex"] == "1" and kind == "simplex":
        say("PROBLEM", "no_duplex")
        return
    pages = int(fields["pages"]) or SHEETS * (2 if fields["duplex"] == "1" else 1)
    for number in range(1, pages + 1):
        if cancel_came():
            break
        if number == place and kind == "jam":
            say("PROBLEM", "jam")
            return
        if number == place and kind == "hang":
            time.sleep(60)
        if number == place and kind == "die":
            os._exit(3)
        data = dib(number, fields["colour"] == "0")
        if number == place and kind == "half":
            data = data[: len(data) // 2]
        say("ALIVE")
        if kind == "slow":
            time.sleep(0.2)
        say("PAGE", f"length={len(data)}", f"dpi={fields['dpi']}")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    say("DONE")


def main(fault: str) -> None:
    while True:
        line = b""
        while not line.endswith(b"\n"):
            part = os.read(0, 1)
            if not part:
                return
            line += part
        words = line.decode().rstrip("\n").split("\t")
        if words[0] == "HELLO":
            say("HELLO", "2" if fault == "old" else "1", "twain_helper.py")
        elif words[0] == "LIST" and fault == "garbage":
            sys.stdout.buffer.write(b"\0\xff text of a driver")
            return
        elif words[0] == "LIST" and fault == "long":
            say("SOURCE", "x" * 10_000)
        elif words[0] == "LIST":
            say("SOURCE", "Máy quét hành lang", "flatbed=1", "feeder=1", "duplex=1")
            say("SOURCE", "Mặt kính", "flatbed=1", "feeder=0", "duplex=0")
            say("DONE")
        elif words[0] == "SCAN":
            scan(dict(word.partition("=")[::2] for word in words[2:]), fault)
        elif words[0] == "QUIT":
            return


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
