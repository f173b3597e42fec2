"""Commands and webhooks: told within their time, and whatever they do, nothing breaks."""

import json
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.alarms.model import Alarm, Kept
from archiver.alarms.telling import payload, post, run_command, wait_after
from tests.spiders.hostile_server import Exchange, serving, site, status

SECOND = timedelta(seconds=1)
TEN = timedelta(seconds=10)
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
ALARM = Alarm(publication="paper", kind="yield", began=NOW, what="less", cause="who knows")
KEPT = Kept(id=7, state="open", opened=NOW, closed=None, alarm=ALARM)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_what_is_told_is_one_line_of_json() -> None:
    text = payload(KEPT, Path("/archives/mine"))

    found = json.loads(text)
    assert text.count(b"\n") == 1
    assert (found["collection"], found["id"], found["kind"]) == ("/archives/mine", 7, "yield")
    assert (found["state"], found["opened"]) == ("open", "2026-03-02T06:00:00Z")


def test_a_command_gets_the_alarm_on_standard_input_in_the_collections_folder(
    tmp_path: Path,
) -> None:
    code = "import sys; open('got', 'wb').write(sys.stdin.buffer.read())"

    assert run_command(python(code), b"{}\n", limit=TEN, folder=tmp_path) is None
    assert (tmp_path / "got").read_bytes() == b"{}\n"


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    code = "import sys; sys.exit('no\\nmail server')"

    problem = run_command(python(code), b"{}", limit=TEN, folder=tmp_path)

    assert problem == "ended with exit code 1: no mail server"


def test_a_command_that_reads_nothing_or_is_not_there_breaks_nothing(tmp_path: Path) -> None:
    large = b"x" * 1_000_000

    assert run_command(python("pass"), large, limit=TEN, folder=tmp_path) is None
    problem = run_command(["/no/such/command"], b"{}", limit=TEN, folder=tmp_path)
    assert problem is not None
    assert problem.startswith("cannot be started")


def test_a_command_that_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "sleep 60 & sleep 60"]
    began = time.monotonic()

    problem = run_command(command, b"{}", limit=SECOND, folder=tmp_path)

    assert problem == "took longer than 1 s and was killed"
    assert time.monotonic() - began < 30


def test_a_webhook_is_posted_to_and_takes_any_2xx() -> None:
    hook = site({"/hook": status(204, "No Content")})
    with serving(hook) as address:
        problem = post(f"http://{address}/hook?token=T0KEN", b"{}", limit=TEN, agent="tests")

    assert problem is None
    (exchange,) = hook.log
    assert exchange.path == "/hook?token=T0KEN"
    assert exchange.headers["content-type"] == "application/json"
    assert exchange.agent == "tests"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (status(500, "Fault"), "answered 500"),
        (status(302, "Found", b"Location: http://127.0.0.1:1/other"), "answered 302"),
        (b"this is no HTTP\r\n\r\n", "gave no answer (BadStatusLine)"),
    ],
)
def test_a_webhook_that_does_not_take_it_is_told(answer: bytes, expected: str) -> None:
    with serving(site({"/hook": answer})) as address:
        problem = post(f"http://{address}/hook", b"{}", limit=TEN, agent="tests")

    assert problem is not None
    assert problem.startswith(expected.partition(" (")[0])


def test_a_webhook_that_sends_a_byte_at_a_time_has_no_more_time() -> None:
    def drip(exchange: Exchange) -> Iterable[bytes]:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
            time.sleep(0.2)
            yield bytes([letter])

    with serving(site({"/hook": drip})) as address:
        problem = post(f"http://{address}/hook", b"{}", limit=SECOND, agent="tests")

    assert problem == "took longer than 1 s"


def test_a_webhook_that_is_not_there_is_told_without_its_address() -> None:
    with serving(site({})) as address:
        pass
    problem = post(f"http://{address}/T0KEN", b"{}", limit=TEN, agent="tests")

    assert problem is not None
    assert "T0KEN" not in problem


def test_a_webhook_is_tried_for_three_days() -> None:
    waits = [wait_after(tries) for tries in range(1, 13)]

    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits[-1] is None
    assert timedelta(days=1) < sum(filter(None, waits), timedelta()) < timedelta(days=4)
