"""Days and moments in the words of Vietnamese papers, in Vietnam's time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from printing.typesetting import UNBROKEN

_VIETNAM = timezone(timedelta(hours=7))


def written_day(moment: datetime) -> str:
    """«ngày 05 tháng 02 năm 2027»: days below 10, months 1 and 2 with a nought (NĐ 30/2020)."""
    day = _local(moment)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}".replace(" ", UNBROKEN)


def written_moment(moment: datetime) -> str:
    """«08 giờ 05 phút, ngày …»; may be broken before the day only."""
    local = _local(moment)
    hour = f"{local.hour:02d} giờ {local.minute:02d} phút,".replace(" ", UNBROKEN)
    return f"{hour} {written_day(moment)}"


def short_moment(moment: datetime) -> str:
    """«08:05 23/11/2026»: for the narrow columns of lists; may be broken between hour and day."""
    return _local(moment).strftime("%H:%M %d/%m/%Y")


def _local(moment: datetime) -> datetime:
    """A moment without an offset is Vietnam's already."""
    return moment if moment.tzinfo is None else moment.astimezone(_VIETNAM)
