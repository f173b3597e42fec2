import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli import main
from archiver.errors import WebError
from archiver.web.serving import Settings, opened
from tests.archiver.web.opening import is_open, no_viewer


def test_the_command_opens_a_room_and_closes_it(folder: Path) -> None:
    command = [sys.executable, "-m", "archiver.cli", "serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(3)]
        url = lines[2].strip()
        with urllib.request.urlopen(url) as answer:
            content = answer.read().decode()
        running.terminate()
        rest = running.stdout.read()

    assert lines[0] == "The reading room is open; Ctrl-C closes it.\n"
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
    assert "The ropes of the quay" in content
    assert rest.split() == ["ended"]
    assert running.returncode == 0


def test_what_is_no_collection_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path / "nothing")])

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(WebError, match=f"127.0.0.1 port {port} cannot be used"),
            opened([folder], Settings(port=port), no_viewer),
        ):
            pass


def test_this_machine_needs_no_password(folder: Path) -> None:
    with opened([folder], Settings(), no_viewer) as room:
        assert room.password is None


def test_others_need_one_and_it_is_made_up(folder: Path) -> None:
    found = set()
    for _ in range(2):
        with opened([folder], Settings(host="0.0.0.0"), no_viewer) as room:
            found.add(room.password)

    assert len(found) == 2
    assert all(password and len(password) == 24 for password in found)


def test_a_room_behind_a_proxy_answers_to_its_name(folder: Path) -> None:
    with is_open(folder, Settings(names=("archive.library.example",))) as room:
        port = room.sockets[0].getsockname()[1]
        statuses = {}
        for host in ("archive.library.example", "evil.example"):
            asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": host})
            try:
                with urllib.request.urlopen(asked) as answer:
                    statuses[host] = answer.status
            except urllib.error.HTTPError as error:
                statuses[host] = error.code

    assert statuses == {"archive.library.example": 200, "evil.example": 421}


def test_addresses_are_whole_behind_a_proxy_with_tls(folder: Path) -> None:
    with is_open(folder, Settings(names=("https://Archive.library.example",))) as room:
        port = room.sockets[0].getsockname()[1]
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/my-archive/search.atom",
            headers={"Host": "archive.library.example"},
        )
        with urllib.request.urlopen(asked) as answer:
            feed = answer.read().decode()

    assert room.url == "https://archive.library.example/"
    assert "<id>https://archive.library.example/my-archive/search.atom?sort=date</id>" in feed


@pytest.mark.parametrize("name", ["ftp://paper.example", "paper.example/room", "", "a b"])
def test_what_is_no_name_is_told(folder: Path, name: str) -> None:
    with (
        pytest.raises(WebError, match="is no name of a host"),
        opened([folder], Settings(names=(name,)), no_viewer),
    ):
        pass


def test_a_password_on_this_machine_does_not_open_the_room_to_others(folder: Path) -> None:
    command = [sys.executable, "-m", "archiver.cli", "serve", str(folder), "--password", "ropes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(5)]
        running.terminate()

    assert lines[4] == "A password is needed (any user name).\n"
    assert [line for line in lines if "Other machines" in line or "ropes" in line] == []
