"""The units that are printed, held to systemd's own checks where it is installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli import main
from archiver.schedule.systemd import Unit, Wanted, keeper, program, timer

ODD = Path('/srv/my archive 100% "of" $HOME \\n')


def units(user: str | None, folder: Path = ODD) -> dict[str, tuple[Unit, ...]]:
    wanted = Wanted(folder=folder, program=Path("/bin/true"), user=user)
    return {"timer": timer(wanted), "keeper": keeper(wanted)}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("kind", ["timer", "keeper"])
@pytest.mark.parametrize("user", ["root", None], ids=["the system's", "a user's"])
def test_systemd_finds_nothing_wrong(tmp_path: Path, kind: str, user: str | None) -> None:
    paths = []
    for unit in units(user)[kind]:
        paths.append(tmp_path / unit.name)
        paths[-1].write_text(unit.text)
    whose = ["--user"] if user is None else []
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *whose, *map(str, paths)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_path_is_one_word_whatever_it_holds() -> None:
    service = units("archive")["timer"][0]

    assert service.name == "archiver-my-archive-100-of-home-n.service"
    assert (
        'ExecStart="/bin/true" crawl --due --collection '
        '"/srv/my archive 100%% \\"of\\" $$HOME \\\\n"' in service.text.splitlines()
    )
    assert (
        'ReadWritePaths="/srv/my archive 100%% \\"of\\" $HOME \\\\n"' in service.text.splitlines()
    )


def test_the_services_belong_to_a_user_and_may_write_nowhere_else() -> None:
    for service in (units("archive")["timer"][0], units("archive")["keeper"][0]):
        lines = service.text.splitlines()

        assert {"User=archive", "ProtectSystem=strict", "NoNewPrivileges=yes"} <= set(lines)
        assert [x for x in lines if x.startswith("ReadWritePaths=")] != []


def test_a_users_own_units_ask_for_nothing_that_only_the_system_can_do() -> None:
    text = units(None)["keeper"][0].text

    assert "User=" not in text
    assert "ProtectSystem=" not in text
    assert text.endswith("\n[Install]\nWantedBy=default.target\n")


def test_the_program_is_the_one_that_was_called(tmp_path: Path) -> None:
    (tmp_path / "archiver").touch()

    assert program(tmp_path / "archiver", Path("/opt/python")) == tmp_path / "archiver"
    assert program(Path("-c"), Path("/opt/bin/python")) == Path("/opt/bin/archiver")


def test_units_are_printed_or_written(tmp_path: Path) -> None:
    (tmp_path / "my-archive").mkdir()
    words = ["schedule", "systemd", "-c", str(tmp_path / "my-archive")]
    printed = CliRunner().invoke(main, words).output
    written = CliRunner().invoke(main, [*words, "--run", "--into", str(tmp_path)])

    assert printed.startswith("# archiver-my-archive.service\n[Unit]\n")
    assert "\n# archiver-my-archive.timer\n[Unit]\n" in printed
    assert written.output == f"{tmp_path}/archiver-my-archive.service\n"
    assert "schedule run" in (tmp_path / "archiver-my-archive.service").read_text()


def test_an_alarm_and_another_run_are_no_failures_of_the_unit() -> None:
    service = units("archive")["timer"][0]

    assert "SuccessExitStatus=3 75" in service.text.splitlines()
