"""Telling of an alarm: a command of the user's gets it on standard input, a webhook by POST.

Neither can hold up or break a crawl: each has a time limit, and what went wrong is a line of text.
"""

import contextlib
import os
import signal
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from archiver.alarms.model import Kept

MOST_SAID = 200  # characters of what a command says that is repeated
FIRST_WAIT, MOST_WAIT = timedelta(minutes=5), timedelta(hours=12)
MOST_TRIES = 12  # of a webhook: about three days


def payload(kept: Kept, collection: Path) -> bytes:
    """What is told: one JSON object. The folder's name says which collection it is."""
    value = {
        "collection": str(collection.absolute()),
        "id": kept.id,
        "state": kept.state,
        "opened": kept.opened,
        **msgspec.to_builtins(kept.alarm),
    }
    return msgspec.json.encode(value) + b"\n"


def run_command(
    command: Sequence[str], text: bytes, *, limit: timedelta, folder: Path
) -> str | None:
    """Run ``command`` in ``folder`` with ``text`` on standard input; what went wrong, if anything.

    After ``limit`` it is killed, with what it started.
    """
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return f"cannot be started ({error})"
    with process:
        try:
            _, said = process.communicate(text, limit.total_seconds())
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            return f"took longer than {limit.total_seconds():g} s and was killed"
    if process.returncode == 0:
        return None
    line = " ".join(said.decode("utf-8", "replace").split())[:MOST_SAID]
    return f"ended with exit code {process.returncode}{f': {line}' if line else ''}"


def post(url: str, text: bytes, *, limit: timedelta, agent: str) -> str | None:
    """Post JSON to a webhook; what went wrong, if anything. Nothing of the URL is repeated."""
    outcome: list[str | None] = [f"took longer than {limit.total_seconds():g} s"]

    def work() -> None:
        outcome[0] = _post(url, text, limit.total_seconds(), agent)

    # A server that sends its head a byte at a time never lets a socket's own limit pass.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(limit.total_seconds())
    return outcome[0]


def _post(url: str, text: bytes, seconds: float, agent: str) -> str | None:
    headers = {"Content-Type": "application/json", "User-Agent": agent}
    try:
        request = urllib.request.Request(url, text, headers, method="POST")
        with _opener().open(request, timeout=seconds) as response:
            return None if response.status < 300 else f"answered {response.status}"
    except urllib.error.HTTPError as error:
        error.close()
        return f"answered {error.code}"
    except urllib.error.URLError as error:
        return f"cannot be reached ({error.reason})"
    except (OSError, ValueError) as error:
        return f"cannot be reached ({type(error).__name__})"
    except Exception as error:  # what a server makes of HTTP is no business of the crawl's
        return f"gave no answer ({type(error).__name__})"


def _opener() -> urllib.request.OpenerDirector:
    """http and https only, and what is posted is not sent on to where an answer points."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *arguments: object, **names: object) -> None:
            return None

    return urllib.request.build_opener(Stay())


def wait_after(tries: int) -> timedelta | None:
    """How long until a webhook is tried again after so many tries; None: it is given up."""
    return None if tries >= MOST_TRIES else min(FIRST_WAIT * 2 ** (tries - 1), MOST_WAIT)
