"""Two processes of the application over loopback, and voters who all press at once."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy.engine import URL

from tests.conftest import ROOT, settings_for

THREADS = 8


@contextmanager
def two_processes(url: URL, var: Path) -> Iterator[list[int]]:
    """The ports of two processes of the application on the same database. They end with the block."""
    settings = settings_for(url, var)
    ports = [_free_port() for _ in range(2)]
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "CIVIC_SECRET_KEY": settings.secret_key,
        "CIVIC_ENV": "test",
        "CIVIC_VAR": str(var),
    }
    command = [
        sys.executable, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", str(THREADS),
        "--no-control-socket", "--bind",
    ]  # fmt: skip
    running = [
        subprocess.Popen(
            [*command, f"127.0.0.1:{port}", "civic.app:create_app()"], cwd=ROOT, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for port in ports
    ]  # fmt: skip
    try:
        for port, process in zip(ports, running, strict=True):
            _wait_for(port, process)
        yield ports
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


@dataclass
class Crowd:
    """``connections`` voters' browsers. Each holds a session of its own; all cast for the same person at the same moment."""

    ports: list[int]
    connections: int
    fields: dict[str, str]
    answers: Counter[int] = field(default_factory=Counter)
    trackers: dict[int, set[str]] = field(default_factory=dict)

    def cast(self, people: int) -> None:
        """Everybody casts for person 0, then for person 1, ... behind a barrier each time."""
        barrier = threading.Barrier(self.connections)
        lock = threading.Lock()
        failed: list[BaseException] = []

        def browse(number: int) -> None:
            try:
                self._browse(number, people, barrier, lock)
            except BaseException as error:  # noqa: BLE001 - reported by the main thread
                failed.append(error)
                barrier.abort()

        threads = [threading.Thread(target=browse, args=(number,)) for number in range(self.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]

    def _browse(self, number: int, people: int, barrier: threading.Barrier, lock: threading.Lock) -> None:
        browser = Browser(self.ports[number % len(self.ports)])
        browser.get("/budzet/2026/glosuj/droga/oswiadczenie")
        for person in range(people):
            body = {
                **self.fields, "csrf_token": browser.csrf, "once": f"{number}-{person}", "name": f"Osoba Numer {person}",
                "address": f"Polna {person}",
            }  # fmt: skip
            barrier.wait(120)
            status = browser.post("/budzet/2026/glosuj/oddaj", body)
            with lock:
                self.answers[status] += 1
        browser.close()


class Browser:
    """One connection kept open, with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def get(self, path: str) -> str:
        """A page; remembers its CSRF token."""
        status, text = self._send("GET", path, None)
        if status != 200:
            raise AssertionError(f"{path} answered {status}")
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        self.csrf = found[1] if found else self.csrf
        return text

    def post(self, path: str, data: dict[str, str]) -> int:
        """The status of the answer to a form."""
        return self._send("POST", path, urlencode(data))[0]

    def close(self) -> None:
        """Let the connection go."""
        self.connection.close()

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return response.status, text


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise AssertionError("the application did not start")
        browser = Browser(port)
        try:
            browser.get("/budzet/2026/glosuj")
            return
        except OSError:
            time.sleep(0.2)
        finally:
            browser.close()
    raise AssertionError("the application does not answer")
