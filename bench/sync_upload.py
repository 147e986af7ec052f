"""200-KB scans to the hub over loopback: this project's resumable upload beside a plain one.

The peer is what most programs do: one request a file with the bare bytes – a PATCH of the whole
content to the same hub, in the same run, without asking for the offset and without the check of the
hash at the end.  Reported: seconds a file, MB/s, and the ratio.

    python bench/sync_upload.py [--files 50] [--size 200000] [--json]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from hub_process import HubProcess, running_hub

from desk.sync.line import HttpLine


def resumable(hub: HubProcess, contents: list[bytes]) -> float:
    line = HttpLine(hub.url, hub.tokens["bench"])
    line.meta()
    start = time.perf_counter()
    for content in contents:
        sha256 = hashlib.sha256(content).hexdigest()
        offset: int | None = 0 if len(content) <= 256 << 10 else line.blob_offset(sha256)
        while offset is not None and offset < len(content):
            piece = content[offset : offset + (1 << 20)]
            offset = line.send_chunk(sha256, offset, len(content), piece)
        line.complete(sha256, len(content))
    seconds = time.perf_counter() - start
    line.close()
    return seconds


def plain(hub: HubProcess, contents: list[bytes]) -> float:
    with hub.client("bench") as client:
        client.get("/v1/meta")
        start = time.perf_counter()
        for content in contents:
            sha256 = hashlib.sha256(content).hexdigest()
            headers = {"Upload-Offset": "0", "Upload-Length": str(len(content))}
            client.patch(f"/v1/uploads/{sha256}", content=content, headers=headers)
        return time.perf_counter() - start


def written_and_flushed(contents: list[bytes], folder: Path) -> float:
    """Floor of the machine: the same bytes written and flushed, without any network."""
    start = time.perf_counter()
    for number, content in enumerate(contents):
        with (folder / str(number)).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    ours, peer, floor = [], [], []
    with tempfile.TemporaryDirectory() as scratch, running_hub(Path(scratch)) as hub:
        hub.enrol("bench")
        for _ in range(args.rounds):
            ours.append(resumable(hub, [os.urandom(args.size) for _ in range(args.files)]))
            peer.append(plain(hub, [os.urandom(args.size) for _ in range(args.files)]))
            floor.append(
                written_and_flushed(
                    [os.urandom(args.size) for _ in range(args.files)], Path(scratch)
                )
            )
    result = {
        "files": args.files,
        "bytes": args.size,
        "resumable_ms": round(1000 * statistics.median(ours) / args.files, 2),
        "plain_ms": round(1000 * statistics.median(peer) / args.files, 2),
        "write_and_flush_ms": round(1000 * statistics.median(floor) / args.files, 2),
        "resumable_mb_s": round(args.files * args.size / statistics.median(ours) / 1e6, 1),
        "ratio": round(statistics.median(ours) / statistics.median(peer), 2),
    }
    print(json.dumps(result) if args.json else "\n".join(f"{k}: {v}" for k, v in result.items()))


if __name__ == "__main__":
    main()
