"""What the site is started with: its secret, its port and its environment variables (read by civic/config.py)."""

import os
import secrets
import socket
from collections.abc import Mapping
from pathlib import Path

from civic.setup.progress import SetupError

HOST = "127.0.0.1"
FIRST_PORT = 8000
TRIED_PORTS = 100


def secret(var: Path) -> str:
    """The site's secret key, made once and readable by its owner alone: sessions outlive a restart."""
    file = var / "secret"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(descriptor, "w") as made:
        made.write(secrets.token_urlsafe(48))
    return file.read_text()


def application_environment(
    environ: Mapping[str, str], root: Path, database: tuple[str, str], address: str
) -> dict[str, str]:
    """The environment of the application; `database` is (URL as the application, URL as the owner). What the caller set stays."""
    made = {
        "CIVIC_ENV": "development",
        "CIVIC_SECRET_KEY": secret(root / "var"),
        "CIVIC_VAR": str(root / "var"),
        "CIVIC_BASE_URL": address,
    }
    return {**made, **environ, "DATABASE_URL": database[0], "DATABASE_OWNER_URL": database[1]}


def wanted_ports(environ: Mapping[str, str]) -> range:
    """The ports to try: PORT alone when it is set, else 8000 and the following ones."""
    text = environ.get("PORT", "")
    if not text:
        return range(FIRST_PORT, FIRST_PORT + TRIED_PORTS)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise SetupError(f"PORT={text} is no port: it is a number from 1 to 65535.")
    return range(int(text), int(text) + 1)


def reserve(ports: range) -> socket.socket:
    """A listening socket on the first free port: from now on nobody else can take it."""
    for port in ports:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, port))
            listener.listen(128)
        except PermissionError as error:
            listener.close()
            raise SetupError(f"Port {port} is for root only: set PORT to one from 1024.") from error
        except OSError:
            listener.close()
        else:
            return listener
    if len(ports) == 1:
        raise SetupError(
            f"Port {ports.start} is taken: set PORT to another one, or leave it out to get a free one."
        )
    raise SetupError(f"All ports from {ports.start} to {ports.stop - 1} are taken: set PORT to a free one.")
