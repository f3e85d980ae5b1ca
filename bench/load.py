"""A small load generator: keep-alive sockets, prepared requests, so that the client costs little beside the server."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a run showed: requests per second, and answers that were not the wanted one."""

    per_second: float
    wrong: int


def request(host: str, method: str, path: str, cookie: str = "", body: bytes = b"") -> bytes:
    """A request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: keep-alive"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answer(stream: socket.socket) -> tuple[int, bytes, bytes]:
    """Status, head and body of one answer with a Content-Length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(stream)
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += _more(stream)
    return int(head.split(b" ", 2)[1]), head, body


def run(
    address: tuple[str, int],
    wanted: int,
    requests: list[Iterator[bytes]],
    after: Callable[[], None] | None = None,
) -> Load:
    """Send what each iterator gives over a connection of its own, all at once; every answer must have the wanted status."""
    done = [0] * len(requests)
    wrong = [0] * len(requests)

    def work(number: int) -> None:
        with socket.create_connection(address, timeout=30) as stream:
            for each in requests[number]:
                stream.sendall(each)
                status, head, _ = answer(stream)
                wrong[number] += status != wanted
                done[number] += 1
                if b"connection: close" in head.lower():
                    break

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(requests))]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if after:
        after()
    return Load(sum(done) / seconds, sum(wrong))


def _more(stream: socket.socket) -> bytes:
    data = stream.recv(65536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data
