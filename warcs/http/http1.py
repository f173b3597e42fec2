"""HTTP/1 messages as they are found on the wire, read leniently (RFC 9112).

Nothing here raises: what cannot be read is left out or kept as it is, and said where it matters.
Heads may end in bare line feeds, have folded lines, lines without a colon and bytes that are not
ASCII (read as ISO-8859-1).
"""

from dataclasses import dataclass

from warcs.http.coding import Decoded, content_decode, transfer_decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The start line and the header lines of a message."""

    start: str  #: without its line end; empty for a message that has no head
    headers: tuple[tuple[str, str], ...]  #: in order, names as sent, folds joined by one space
    stray: tuple[str, ...] = ()  #: lines without a colon
    end: int = 0  #: where the body begins, in bytes from the message's start

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), None)

    def tokens(self, name: str) -> tuple[str, ...]:
        """The members of a list header, over all its lines, lower-case, without parameters."""
        name = name.lower()
        values = (value for key, value in self.headers if key.lower() == name)
        members = (member for value in values for member in value.split(","))
        tokens = (member.partition(";")[0].strip().lower() for member in members)
        return tuple(token for token in tokens if token)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """An HTTP response: its head, and its body after transfer-decoding."""

    status: int | None  #: None where the status line cannot be read
    reason: str
    version: str  #: as sent, ``HTTP/1.1``; empty for a body without a head
    head: Head
    payload: bytes | memoryview  #: content-coding kept

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Names as sent and values (ISO-8859-1), in order."""
        return self.head.headers

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return self.head.header(name)

    @property
    def chunked(self) -> bool:
        """True if the body came in chunks."""
        return "chunked" in self.head.tokens("transfer-encoding")

    @property
    def mime(self) -> str | None:
        """Media type, lower-case, without parameters."""
        return media_type(self.header("content-type"))

    def decoded(self, max_size: int) -> Decoded:
        """The body without its content-coding, at most ``max_size`` bytes of it.

        What was cut or could not be decoded is told by the value.
        """
        return content_decode(self.payload, self.head.tokens("content-encoding"), max_size)

    def body(self, max_size: int) -> bytes:
        """The body without its content-coding, at most ``max_size`` bytes of it."""
        return self.decoded(max_size).content


def media_type(content_type: str | None) -> str | None:
    """The media type that a Content-Type names, lower-case, without parameters."""
    if content_type is None:
        return None
    return content_type.replace(",", ";").partition(";")[0].strip().lower() or None


def head_end(message: bytes, start: int = 0) -> int:
    """Where the body begins: behind the first empty line, or at the end if there is none."""
    crlf = message.find(b"\n\r\n", start)
    limit = len(message) if crlf < 0 else crlf + 1
    bare = message.find(b"\n\n", start, limit)
    if bare >= 0:
        return bare + 2
    return crlf + 3 if crlf >= 0 else len(message)


def read_head(message: bytes, begin: int = 0) -> Head:
    """The head of the request or response at ``begin``; the body is not looked at."""
    end = head_end(message, begin)
    lines = message[begin:end].decode("latin-1").split("\n")
    start = lines[0].removesuffix("\r")
    headers: list[tuple[str, str]] = []
    stray: list[str] = []
    folds: list[str] = []  # of the last header: joined once, so that many cost no more than few
    for raw in lines[1:]:
        line = raw.removesuffix("\r")
        if line[:1] in (" ", "\t") and headers:
            folds.append(line.strip(" \t"))
            continue
        _join(headers, folds)
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(" \t"), value.strip(" \t")))
        elif line:
            stray.append(line)
    _join(headers, folds)
    return Head(start=start, headers=tuple(headers), stray=tuple(stray), end=end)


def _join(headers: list[tuple[str, str]], folds: list[str]) -> None:
    if folds:
        name, value = headers[-1]
        headers[-1] = (name, " ".join(part for part in (value, *folds) if part))
        folds.clear()


def read_response(message: bytes) -> HttpResponse:
    """The response in ``message``.

    Interim responses before it are passed over: some tools leave them there. A message that does
    not begin like a response is all body: HTTP/0.9, or an old archive's.
    """
    if not is_response(message):
        return _response(_NO_HEAD, message)
    head = read_head(message, interim_end(message))
    codings = head.tokens("transfer-encoding")
    return _response(head, transfer_decode(message, head.end, codings))


def response_head(message: bytes) -> HttpResponse:
    """The response that begins so, with an empty payload."""
    return _response(read_head(message) if is_response(message) else _NO_HEAD, b"")


_NO_HEAD = Head(start="", headers=())


def _response(head: Head, payload: bytes | memoryview) -> HttpResponse:
    version, status, reason = read_status(head)
    return HttpResponse(status=status, reason=reason, version=version, head=head, payload=payload)


def has_head_end(message: bytes) -> bool:
    """True if the head of the response that begins so is whole, or there is none."""
    return not is_response(message) or head_end(message) < len(message)


def is_response(message: bytes) -> bool:
    """True if ``message`` begins like a response."""
    return message[:5].upper().startswith((b"HTTP", b"ICY "))


def read_status(head: Head) -> tuple[str, int | None, str]:
    """Version, status (None where it cannot be read) and reason of a response's head."""
    version, _, rest = head.start.partition(" ")
    code, _, reason = rest.lstrip(" ").partition(" ")
    status = int(code) if len(code) == 3 and code.isascii() and code.isdigit() else None
    return version, status, reason


def interim_end(message: bytes) -> int:
    """Where the response begins behind interim ones (1xx but 101, RFC 9110 §15.2).

    0 if none come before it, and where nothing comes behind them: then the first is all there is.
    """
    start = 0
    while _is_interim(message[start : start + 16]):
        start = head_end(message, start)
    return start if start < len(message) else 0


def _is_interim(start: bytes) -> bool:
    version, _, status = start.partition(b" ")
    code = status.lstrip(b" ")[:3]
    informational = len(code) == 3 and code.isdigit() and code[:1] == b"1"
    return version[:5].upper() == b"HTTP/" and informational and code != b"101"


def without_header(message: bytes, name: str) -> bytes:
    """``message`` without the header lines of that name and their folds; all else unchanged."""
    end = head_end(message)
    wanted = name.lower().encode("ascii")
    if wanted not in message[:end].lower():
        return message
    kept: list[bytes] = []
    dropping = False
    for line in _lines(message[:end]):
        if line[:1] not in (b" ", b"\t"):
            dropping = line.partition(b":")[0].strip(b" \t").lower() == wanted
        if not dropping:
            kept.append(line)
    return b"".join(kept) + message[end:]


def _lines(head: bytes) -> list[bytes]:
    """Lines with their ends. Only a line feed ends one (bytes.splitlines also takes bare CR)."""
    *whole, last = head.split(b"\n")
    return [line + b"\n" for line in whole] + [last]
