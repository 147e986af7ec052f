"""What one side packs the other reads, however the pipe cuts it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.capture import frames
from desk.capture.frames import BrokenFrameError, Frame

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
any_frames = st.builds(
    Frame, st.text(max_size=10), st.dictionaries(st.text(max_size=8), json_values), st.binary()
)


@given(st.lists(any_frames, max_size=4))
def test_frames_come_out_as_they_went_in(sent: list[Frame]) -> None:
    pipe = io.BytesIO(b"".join(frames.pack(frame) for frame in sent))
    assert [frames.unpack(pipe.read) for _ in sent] == sent
    with pytest.raises(EOFError):
        frames.unpack(pipe.read)


@given(st.binary(min_size=1, max_size=60))
def test_noise_is_noticed(noise: bytes) -> None:
    with pytest.raises((BrokenFrameError, EOFError)):
        frames.unpack(io.BytesIO(noise).read)


@given(any_frames, st.integers(min_value=1))
def test_a_frame_cut_short_is_noticed(frame: Frame, cut: int) -> None:
    whole = frames.pack(frame)
    with pytest.raises((BrokenFrameError, EOFError)):
        frames.unpack(io.BytesIO(whole[: -(cut % len(whole)) or -1]).read)
