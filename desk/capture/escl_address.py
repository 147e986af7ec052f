"""Where a network scanner lies: from what a person types, or a scanner announced."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from models.problems import Problem


@dataclass(frozen=True, slots=True)
class Address:
    """Where a scanner's eSCL service lies. ``root`` begins with a slash and does not end in one."""

    secure: bool
    host: str
    port: int
    root: str

    @classmethod
    def typed(cls, text: str) -> Address:
        """From what a person types: a host, host:port or a whole address.

        Raises Problem capture.address_wrong.
        """
        text = text.strip()
        try:
            parts = urlsplit(text if "://" in text else f"http://{text}")
            port = parts.port
        except ValueError as error:
            raise Problem("capture.address_wrong") from error
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not _is_host(host):
            raise Problem("capture.address_wrong")
        secure = parts.scheme == "https"
        return cls(secure, host, port or (443 if secure else 80), parts.path.rstrip("/") or "/eSCL")

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.root}"


def _is_host(text: str) -> bool:
    return bool(text) and all(c.isascii() and (c.isalnum() or c in "-._:%") for c in text)
