"""Settings, read once from the environment into a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsError(Exception):
    """A setting is missing or makes no sense; the text says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations. One installation serves one city."""

    database_url: str
    owner_database_url: str
    secret_key: str
    var: Path
    base_url: str
    environment: str  # "production" | "development" | "test"
    city: str
    city_locative: str  # "w Miłogrodzie": Polish needs it and no rule derives it
    contact_email: str
    contact_phone: str
    smtp_url: str  # smtp://user:password@host:port; empty: mails land in var/mail as .eml files
    tile_url: str  # empty: our own polygons are the map's base
    source_url: str  # where the source of this very program is (AGPL s. 13); empty: no link
    proxies: int = 0  # reverse proxies before us whose X-Forwarded-For and -Proto are to be believed

    @property
    def development(self) -> bool:
        return self.environment != "production"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from CIVIC_* variables and DATABASE_URL; raise SettingsError naming what is missing."""
    environment = environ.get("CIVIC_ENV", "production")
    missing = [name for name in ("DATABASE_URL", "CIVIC_SECRET_KEY") if not environ.get(name)]
    if missing:
        raise SettingsError(f"Set {' and '.join(missing)} in the environment; `make run` does it for you.")
    secret_key = environ["CIVIC_SECRET_KEY"]
    if len(secret_key) < 32:
        raise SettingsError("CIVIC_SECRET_KEY must have at least 32 characters.")
    database_url = environ["DATABASE_URL"]
    proxies = environ.get("CIVIC_PROXIES", "0")
    if proxies not in {"0", "1", "2", "3"}:
        raise SettingsError("CIVIC_PROXIES is the number of reverse proxies before the application: 0 to 3.")
    return Settings(
        database_url=database_url,
        owner_database_url=environ.get("DATABASE_OWNER_URL") or database_url,
        secret_key=secret_key,
        var=Path(environ.get("CIVIC_VAR", "var")).absolute(),
        base_url=environ.get("CIVIC_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        environment=environment,
        city=environ.get("CIVIC_CITY", "Miłogród"),
        city_locative=environ.get("CIVIC_CITY_LOCATIVE", "w Miłogrodzie"),
        contact_email=environ.get("CIVIC_CONTACT_EMAIL", "budzet@milogrod.example"),
        contact_phone=environ.get("CIVIC_CONTACT_PHONE", "+48 22 555 01 00"),
        smtp_url=environ.get("CIVIC_SMTP_URL", ""),
        tile_url=environ.get("CIVIC_TILE_URL", ""),
        source_url=environ.get("CIVIC_SOURCE_URL", ""),
        proxies=int(proxies),
    )
