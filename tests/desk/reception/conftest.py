"""Every test of reception may ask for an office of three."""

from tests.support.life import office as office  # noqa: PLC0414 - a fixture is given on
