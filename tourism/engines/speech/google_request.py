"""One piece of text sent to Google Translate's voice, and every way it can fail told apart."""

import re
import ssl
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import requests
from gtts import gTTS
from requests.utils import get_environ_proxies
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from tourism.engines.speech.cuttable import Cuttable
from tourism.engines.speech.google_answer import mp3_in
from tourism.engines.speech.port import (
    BadText,
    Blocked,
    EmptyAnswer,
    NoAnswer,
    NoNetwork,
    Portal,
    RateLimited,
    Rejected,
    SpeechError,
)

CONNECT_SECONDS, SILENT_SECONDS = 3.05, 10.0
LARGEST_ANSWER = 2 * 1024 * 1024
CHUNK = 64 * 1024
LONGEST_WAIT = 24 * 3600.0
RIDDLE = re.compile(r"/sorry(?:/|\?|$)|^https?://consent\.")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SlowDown(RateLimited):
    """With the seconds that the voice asked for, 0 where it did not say."""

    def __init__(self, told: str, wait_seconds: float) -> None:
        super().__init__(told)
        self.wait_seconds = wait_seconds


class Line:
    """A connection for one text after another; `certificates` is a file of authorities other than the usual ones."""

    def __init__(self, base_url: str, certificates: str | None = None) -> None:
        self._base_url = base_url
        self._wire = Cuttable()
        self._session = requests.Session()
        self._session.mount("https://", self._wire)
        self._session.mount("http://", self._wire)
        # The environment may name a proxy. Passwords from .netrc, cookies and redirects are nothing we want.
        self._session.trust_env = False
        is_here = urlsplit(base_url).hostname in LOOPBACK
        self._proxies = {} if is_here else get_environ_proxies(base_url)
        self._verify = certificates or True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def ask(self, piece: str, code: str, limit_seconds: float) -> bytes:
        """The MP3 of a piece of at most 100 characters, within the limit; raises what went wrong instead."""
        request = prepared(piece, code, self._base_url)
        with self._wire.limited(limit_seconds):
            try:
                status, headers, body = self._exchanged(request, limit_seconds)
            except (requests.RequestException, HTTPError, OSError) as error:
                raise self._fault(error) from error
            if self._wire.is_cut:
                raise NoAnswer(f"no whole answer within {limit_seconds:.0f} s")
        return _judged(status, headers, body)

    def _exchanged(
        self, request: requests.PreparedRequest, limit_seconds: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        with self._session.send(
            request,
            stream=True,
            allow_redirects=False,
            timeout=(min(CONNECT_SECONDS, limit_seconds), min(SILENT_SECONDS, limit_seconds)),
            verify=self._verify,
            proxies=self._proxies,
        ) as answer:
            body = _body(answer) if answer.status_code == requests.codes.ok else b""
            return answer.status_code, answer.headers, body

    def _fault(self, error: Exception) -> SpeechError:
        told = type(error).__name__
        if self._wire.is_cut:
            return NoAnswer("no whole answer in time")
        causes = list(_causes(error))
        # Somebody else's certificate, or no encryption where there should be; a cut handshake says nothing.
        if any(isinstance(each, ssl.SSLError) and not isinstance(each, ssl.SSLEOFError) for each in causes):
            return Portal(told)
        if any(isinstance(cause, NewConnectionError | ConnectTimeoutError) for cause in causes):
            return NoNetwork(told)
        if isinstance(error, requests.exceptions.ProxyError):
            return NoNetwork(told)
        return NoAnswer(told)


def prepared(piece: str, code: str, base_url: str) -> requests.PreparedRequest:
    """The request that gTTS would send, to our address; its own splitting and rewording of texts is left out."""
    try:
        speech = gTTS(piece, lang=code, lang_check=False, pre_processor_funcs=[])
        (made,) = speech._prepare_requests()  # noqa: SLF001 (all that we use of gTTS; a test pins it)
    except (AssertionError, ValueError) as error:
        raise BadText(piece[:80]) from error
    request: requests.PreparedRequest = made
    request.url = base_url + urlsplit(str(request.url)).path
    return request


def _body(answer: requests.Response) -> bytes:
    """Not unpacked: we ask for nothing packed, and a small packed answer can be a large one."""
    body = bytearray()
    for chunk in answer.raw.stream(CHUNK, decode_content=False):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise EmptyAnswer(f"more than {LARGEST_ANSWER} bytes")
    return bytes(body)


def _judged(status: int, headers: Mapping[str, str], body: bytes) -> bytes:
    if status == requests.codes.ok:
        if headers.get("Content-Type", "").lower().startswith("text/html"):
            raise Portal("a page instead of an answer")
        return mp3_in(body)
    told = f"status {status}"
    if status == requests.codes.too_many_requests:
        raise SlowDown(told, _asked_seconds(headers))
    if status == requests.codes.forbidden:
        raise Blocked(told)
    if 300 <= status < 400:
        raise Blocked(f"{told} to a riddle") if RIDDLE.search(headers.get("Location", "")) else Portal(told)
    if status == requests.codes.network_authentication_required:
        raise Portal(told)
    if status == requests.codes.request_timeout or status >= 500:
        raise NoAnswer(told)
    raise Rejected(told) if status >= 400 else EmptyAnswer(told)


def _asked_seconds(headers: Mapping[str, str]) -> float:
    """Retry-After in either form, within a day."""
    asked = headers.get("Retry-After", "").strip()
    seconds = 0.0
    if asked.isascii() and asked.isdigit():
        seconds = float(asked[:9])
    else:
        with suppress(ValueError, TypeError):
            moment = parsedate_to_datetime(asked)
            seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error and what it says it comes from, however deep libraries wrapped it."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or each in found:
            continue
        found.append(each)
        waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
        waiting = [cause for cause in waiting if isinstance(cause, BaseException)]
    return found
