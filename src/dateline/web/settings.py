"""How the web application is run."""

from __future__ import annotations

from pathlib import Path

from dateline.model import Record

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Settings(Record, frozen=True, kw_only=True):
    """Where it listens and who may use it. On another address than loopback, everybody signs in."""

    host: str = "127.0.0.1"
    port: int = 8350
    users: Path = Path("dateline-users.json")  # made by `dateline users add`
    pages: Path = Path("dateline-pages")  # where pages that are handed in are kept as they came
    samples: Path = Path("dateline-samples")  # what is coded twice, until it is settled
    user: str = "local"  # under whose name decisions stand on loopback
    tls: bool = False  # answers under https, itself or behind a proxy
    largest_upload: int = 20_000_000  # bytes of one request

    @property
    def team(self) -> bool:
        """Whether users have to sign in."""
        return self.host not in LOOPBACK

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are for https alone."""
        return self.tls or self.team
