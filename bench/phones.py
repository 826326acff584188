"""Phones on a bad line that listen, and visitors who open a page meanwhile; all on loopback, for seconds."""

import asyncio
import socket
import time
from dataclasses import dataclass, field

SECONDS = 7.0
SETTLE_SECONDS = 1.5
BYTES_A_SECOND = 24_000
RECEIVE_BUFFER = 16_384
VISITORS = 4
PATIENCE_SECONDS = 3.0
BETWEEN_PAGES_SECONDS = 0.1


@dataclass(slots=True)
class Heard:
    """How many phones got more than their buffer holds, and how long pages took meanwhile."""

    phones: int
    served: int = 0
    given_up: int = 0
    waits_ms: list[float] = field(default_factory=list)
    memory_mb: float = 0.0


def listen(port: int, sound: str, page: str, count: int) -> Heard:
    """`count` phones for some seconds."""
    return asyncio.run(_listen(port, sound, page, count))


async def _listen(port: int, sound: str, page: str, count: int) -> Heard:
    heard = Heard(count)
    # Made before the phones come: what is measured is the waiting, not the making.
    await _open(port, page)
    stop = time.monotonic() + SECONDS
    got = [0] * count
    phones = [asyncio.create_task(_phone(port, sound, stop, got, number)) for number in range(count)]
    await asyncio.sleep(SETTLE_SECONDS)
    await asyncio.gather(*(_visitor(port, page, stop, heard) for _ in range(VISITORS)))
    for phone in phones:
        phone.cancel()
    await asyncio.gather(*phones, return_exceptions=True)
    heard.served = sum(each > RECEIVE_BUFFER for each in got)
    return heard


async def _phone(port: int, sound: str, stop: float, got: list[int], number: int) -> None:
    loop = asyncio.get_running_loop()
    with socket.socket() as line:
        # A small window, as of a slow network: what the server sends must wait in the server.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        line.settimeout(0)
        await loop.sock_connect(line, ("127.0.0.1", port))
        await loop.sock_sendall(line, _question(port, sound, "Range: bytes=0-\r\n"))
        while time.monotonic() < stop:
            piece = await loop.sock_recv(line, BYTES_A_SECOND // 2)
            if not piece:
                return
            got[number] += len(piece)
            await asyncio.sleep(len(piece) / BYTES_A_SECOND)


async def _visitor(port: int, page: str, stop: float, heard: Heard) -> None:
    while time.monotonic() < stop:
        start = time.monotonic()
        try:
            await asyncio.wait_for(_open(port, page), PATIENCE_SECONDS)
        except (TimeoutError, OSError):
            heard.given_up += 1
        heard.waits_ms.append((time.monotonic() - start) * 1000)
        await asyncio.sleep(BETWEEN_PAGES_SECONDS)


async def _open(port: int, page: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(_question(port, page, "Connection: close\r\n"))
        answer = await reader.read()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise OSError(answer[:40])
    finally:
        writer.close()


def _question(port: int, path: str, header: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{header}\r\n".encode()
