"""A headless Chromium that can reach nothing but this machine, and what it says that it did."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, Playwright

#: No name leads anywhere, but those that a test maps, and what is always this machine.
NOWHERE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter",
)  # fmt: skip
#: What Chromium asks for by itself, with no page having a part in it; no name leads there.
ITS_OWN = ("google.com", "googleapis.com", "gstatic.com")
PATIENCE = 30_000  # milliseconds, of a busy machine


@dataclass(frozen=True, kw_only=True)
class NetLog:
    """Chromium's own log of all that its network stack did, for whatever page, worker or tab."""

    urls: frozenset[str] = field(repr=False)  #: of requests that were begun
    connections: frozenset[str]  #: address:port, of TCP connections that were tried
    datagrams: frozenset[str]  #: address:port to which something was sent by UDP
    names: frozenset[str]  #: that were looked up

    @property
    def hosts(self) -> set[str]:
        """Host and port of the requests, but for the browser's own."""
        found = {urlsplit(url).netloc for url in self.urls}
        return {host for host in found if not host.endswith(ITS_OWN)}


def required(found: object, what: str) -> None:
    """Skip where ``what`` is missing. Only where CI runs is it an error."""
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is missing")


def program() -> str:
    """Where Chromium is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    required(found, "Chromium (apt-get install chromium)")
    assert found is not None
    return found


@contextmanager
def chromium(
    playwright: Playwright, log: Path, rules: str = NOWHERE, *features: str
) -> Iterator[Browser]:
    """A browser with a new profile; its network log is written to ``log`` when it has ended."""
    browser = playwright.chromium.launch(
        executable_path=program(),
        args=[*FLAGS, f"--host-resolver-rules={rules}", f"--log-net-log={log}", *features],
    )
    try:
        yield browser
    finally:
        browser.close()


def net_log(path: Path) -> NetLog:
    """Read the log of a browser that has ended."""
    content = json.loads(path.read_text(encoding="utf-8"))
    names = {number: name for name, number in content["constants"]["logEventTypes"].items()}
    events = [(names[event["type"]], event.get("params", {})) for event in content["events"]]
    return NetLog(
        urls=_values(events, ("URL_REQUEST_START_JOB", "HTTP_STREAM_JOB_CONTROLLER"), "url"),
        connections=_values(events, ("TCP_CONNECT_ATTEMPT",), "address"),
        datagrams=_values(events, ("UDP_BYTES_SENT",), "address"),
        names=_values(events, ("HOST_RESOLVER_MANAGER_REQUEST",), "host"),
    )


def _values(
    events: list[tuple[str, dict[str, Any]]], types: tuple[str, ...], name: str
) -> frozenset[str]:
    return frozenset(
        str(params[name]) for kind, params in events if kind in types and name in params
    )


def replayed(page: Page, url: str) -> Frame:
    """The frame with the archived page ``url``, when it has loaded."""
    frame = framed(page, f"mp_/{url}")
    # Not the frame's load state: that may still be the one of the empty page before.
    frame.wait_for_function("document.readyState === 'complete'", timeout=PATIENCE)
    return frame


def framed(page: Page, end: str) -> Frame:
    """The frame whose address ends in ``end``, as soon as there is one; wherever in the page its
    own links have led since."""
    for _ in range(PATIENCE // 50):
        found = next((x for x in page.frames if urldefrag(x.url).url.endswith(end)), None)
        if found is not None:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"no frame …{end} among {[frame.url for frame in page.frames]}")
