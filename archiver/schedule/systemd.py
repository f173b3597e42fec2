"""Units for systemd: a timer that starts ``archiver crawl --due``, or a service that keeps running.

Format: systemd.unit(5), systemd.service(5), systemd.timer(5); what is taken away from the process:
systemd.exec(5).
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# What a crawl does not need. It resolves names, connects, and writes into its collection.
SECCOMP = """\
NoNewPrivileges=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
UMask=0027
"""
# What only the system's manager can take away.
SYSTEM = """\
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RemoveIPC=yes
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A file for /etc/systemd/system, or for ~/.config/systemd/user."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the units are for."""

    folder: Path  #: absolute
    program: Path  #: the command `archiver`, absolute
    user: str | None  #: whose processes they are; None: units of a user's own manager
    minutes: int = 5  #: between two looks of the timer


def timer(wanted: Wanted) -> tuple[Unit, Unit]:
    """A service that crawls what is due, and the timer that starts it."""
    name = _name(wanted.folder)
    service = _service(
        wanted,
        f"""\
Type=oneshot
ExecStart={_word(wanted.program)} crawl --due --collection {_word(wanted.folder)}
# The run opened an alarm, which is told elsewhere; or another run writes into the collection, and
# the timer comes again. Nothing is wrong with the unit.
SuccessExitStatus=3 75
TimeoutStartSec=6h
""",
    )
    return Unit(name=f"{name}.service", text=service), Unit(
        name=f"{name}.timer",
        text=f"""\
[Unit]
Description=Looks what is due of {_plain(wanted.folder)}

[Timer]
OnStartupSec={wanted.minutes}min
# From the end of the run before, so that there is never more than one.
OnUnitInactiveSec={wanted.minutes}min
RandomizedDelaySec=30

[Install]
WantedBy=timers.target
""",
    )


def keeper(wanted: Wanted) -> tuple[Unit]:
    """A service that runs ``archiver schedule run``."""
    text = _service(
        wanted,
        f"""\
Type=exec
ExecStart={_word(wanted.program)} schedule run --collection {_word(wanted.folder)}
Restart=on-failure
RestartSec=60
""",
    )
    target = "multi-user.target" if wanted.user is not None else "default.target"
    text += f"\n[Install]\nWantedBy={target}\n"
    return (Unit(name=f"{_name(wanted.folder)}.service", text=text),)


def _service(wanted: Wanted, command: str) -> str:
    folder, of_system = wanted.folder, wanted.user is not None
    after = "Wants=network-online.target\nAfter=network-online.target time-sync.target\n"
    return f"""\
[Unit]
Description=Crawls what is due of {_plain(folder)}
{after if of_system else ""}\
# The collection may be on a disk of its own.
RequiresMountsFor={_quoted(folder)}

[Service]
{command}\
# The run ends with its report, which takes as long as its slowest answer.
KillMode=mixed
TimeoutStopSec=180
Nice=10
{f"User={wanted.user}" + chr(10) if of_system else ""}\
{f"ReadWritePaths={_quoted(folder)}" + chr(10) + SYSTEM if of_system else ""}\
{SECCOMP}"""


def _name(folder: Path) -> str:
    return f"archiver-{_slug(folder)}"


def program(called: Path, python: Path) -> Path:
    """The command `archiver`: as it was called, or beside the Python that runs it."""
    beside = python.parent / "archiver"
    return called.absolute() if called.name == "archiver" and called.is_file() else beside


def owner(folder: Path) -> str | None:
    """The user to whom a folder belongs; None where it is not there, or nobody of a name."""
    with suppress(OSError, KeyError, NotImplementedError):
        return folder.owner()
    return None


def _slug(folder: Path) -> str:
    """The folder's name, as far as the name of a unit can have it."""
    return re.sub(r"[^A-Za-z0-9]+", "-", folder.name).strip("-").lower() or "collection"


def _plain(path: Path) -> str:
    """For a description: specifiers begin with ``%``, and a line ends with its line."""
    return " ".join(str(path).split()).replace("%", "%%")


def _quoted(path: Path) -> str:
    """One word of a list, whatever it holds."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t").replace("%", "%%") + '"'


def _word(path: Path) -> str:
    """The same in a command, where ``$`` begins a variable."""
    return _quoted(path).replace("$", "$$")
