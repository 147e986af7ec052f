"""Document cameras: frames through OpenCV, the page found in them, a shot when it lies still.

Runs in the worker process, as a source like any other: one scan lasts as long as the clerk looks
through the camera, and every shot is a page. What is delivered is the whole frame, the original;
straightening makes the view of it later (capture §1.5).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desk.capture.scanner import Preview, ScannedPage, ScannerInfo, ScanOptions, Watch
from desk.capture.stillness import Corners, Stillness
from models.problems import Kind, Problem

if TYPE_CHECKING:
    from desk.capture.opencv import Picture as Image

PREFIX = "camera:"
DRIVER = "camera"
PREVIEW_PX = 640
"""Width of what the clerk sees and of what the page is looked for in."""

SHOT_QUALITY = 92
AUTO_SHOT = "auto_shot"
"""Driver option: ``no`` leaves the release to the clerk alone."""

_PREVIEW_QUALITY = 70
_PREVIEW_S = 0.1
_PATIENCE_S = 4.0
"""How long a camera may give no picture."""

_WIDEST, _HIGHEST = 4096, 3072
_SYSFS = Path("/sys/class/video4linux")


class FrameSource(Protocol):
    """Where pictures come from: a camera, or a recorded sequence."""

    def read(self) -> Image | None:
        """The next picture; None when there is none just now."""

    def ended(self) -> bool:
        """Whether no picture will ever come again."""

    def close(self) -> None:
        """Let the camera go."""


class Sight(Protocol):
    """What is seen on a picture."""

    def corners(self, small: Image) -> Corners | None:
        """The page's corners in fractions of the picture, clockwise from the top left."""

    def flaw(self, picture: Image) -> str:
        """``blurred`` or ``glare`` when a shot of this picture would be no good, else empty."""


class CameraDriver:
    """Driver for everything OpenCV opens as video."""

    def __init__(
        self,
        open_source: Callable[[str], FrameSource] | None = None,
        sight: Sight | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_source = open_source or VideoFrames
        self._sight = sight
        self._clock = clock
        self._source: FrameSource | None = None

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The cameras of this machine."""
        return tuple(cameras())

    def scan(self, device: str, options: ScanOptions, watch: Watch) -> None:
        """Look through the camera until the clerk stops or `max_pages` shots are taken.

        Raises Problem sources.camera_closed, sources.camera_lost.
        """
        if self._sight is None:
            from desk.capture.camera_sight import PageSight  # noqa: PLC0415 - loads OpenCV

            self._sight = PageSight()
        self._source = self._open_source(device)
        _Session(self._source, self._sight, options, watch, self._clock).run()

    def release(self) -> None:
        """Let the camera go."""
        source, self._source = self._source, None
        if source is not None:
            source.close()


def cameras(sysfs: Path = _SYSFS) -> list[ScannerInfo]:
    """Video devices by name; of the several a camera makes, the first."""
    if sys.platform == "win32":
        return [_info(str(number), f"Camera {number + 1}") for number in range(2)]
    found: dict[str, ScannerInfo] = {}
    for node in sorted(sysfs.glob("video*")):
        with suppress(OSError):
            name = (node / "name").read_text(encoding="utf-8", errors="replace").strip()
            device = os.path.realpath(node / "device") if (node / "device").exists() else node.name
            found.setdefault(device, _info(node.name.removeprefix("video"), name))
    return list(found.values())


def _info(device: str, name: str) -> ScannerInfo:
    return ScannerInfo(f"{PREFIX}{device}", name, DRIVER, has_flatbed=True, has_feeder=False)


class VideoFrames:
    """A camera by its number, or a recorded video by its path.

    Raises Problem sources.camera_closed.
    """

    def __init__(self, device: str) -> None:
        os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
        from desk.capture.opencv import cv2  # noqa: PLC0415 - heavy, and in the worker only

        self._recorded = not device.isdecimal()
        self._capture = cv2.VideoCapture(device if self._recorded else int(device))
        self._over = False
        self._pace_s, self._due = 0.0, 0.0
        if not self._capture.isOpened():
            raise Problem("sources.camera_closed", Kind.DEVICE_OR_LINE)
        if self._recorded:  # plays at its own speed
            self._pace_s = 1 / max(1.0, float(self._capture.get(cv2.CAP_PROP_FPS)))
        else:
            mjpg = cv2.VideoWriter.fourcc(*"MJPG")
            self._capture.set(cv2.CAP_PROP_FOURCC, mjpg)  # raw pictures of this size are slow
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WIDEST)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _HIGHEST)

    def read(self) -> Image | None:
        """The next picture, as BGR."""
        time.sleep(max(0.0, self._due - time.monotonic()))
        self._due = time.monotonic() + self._pace_s
        good, picture = self._capture.read()
        self._over = self._recorded and not good
        return picture if good else None

    def ended(self) -> bool:
        """Whether a recording is over."""
        return self._over

    def close(self) -> None:
        """Let the camera go."""
        self._capture.release()


class _Session:
    """One look through the camera."""

    def __init__(
        self,
        source: FrameSource,
        sight: Sight,
        options: ScanOptions,
        watch: Watch,
        clock: Callable[[], float],
    ) -> None:
        self._source = source
        self._sight = sight
        self._limit = options.max_pages
        self._automatic = options.driver_options.get(AUTO_SHOT, "yes") != "no"
        self._watch = watch
        self._clock = clock
        self._still = Stillness()
        self._taken = 0
        self._shown_at = float("-inf")

    def run(self) -> None:
        seen_at = self._clock()
        while not self._watch.cancelled() and self._taken != self._limit:
            picture = self._source.read()
            if picture is not None:
                seen_at = self._clock()
                self._look(picture, seen_at)
            elif self._source.ended() or self._clock() - seen_at > _PATIENCE_S:
                raise Problem("sources.camera_lost", Kind.DEVICE_OR_LINE, pages=self._taken)

    def _look(self, picture: Image, at: float) -> None:
        small = _small(picture)
        corners = self._sight.corners(small)
        state, before = self._still.see(corners, at), self._taken
        if self._watch.shot_wanted():
            state = self._shoot(picture)
        elif state == "still" and self._automatic:
            # A moving hand or a lamp spoils the picture: wait for a better one of the same page.
            state = self._sight.flaw(picture) or self._shoot(picture)
        if self._taken > before or at - self._shown_at >= _PREVIEW_S:
            self._shown_at = at
            self._watch.show(Preview(_jpeg(small, _PREVIEW_QUALITY), state, _thousandths(corners)))

    def _shoot(self, picture: Image) -> str:
        height, width = picture.shape[:2]
        self._watch.deliver(ScannedPage(_jpeg(picture, SHOT_QUALITY), width, height, None))
        self._taken += 1
        self._still.taken()
        return "taken"


def _small(picture: Image) -> Image:
    from desk.capture.opencv import resized  # noqa: PLC0415 - heavy, and in the worker only

    height, width = picture.shape[:2]
    if width <= PREVIEW_PX:
        return picture
    return resized(picture, PREVIEW_PX, round(height * PREVIEW_PX / width))


def _jpeg(picture: Image, quality: int) -> bytes:
    from desk.capture.opencv import cv2  # noqa: PLC0415 - heavy, and in the worker only

    good, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not good:
        raise Problem("sources.camera_lost", Kind.DEVICE_OR_LINE, pages=0)
    return bytes(data)


def _thousandths(corners: Corners | None) -> tuple[tuple[int, int], ...]:
    return tuple((round(x * 1000), round(y * 1000)) for x, y in corners or ())
