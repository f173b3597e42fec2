"""The settings of a collection: ``collection.toml`` in its folder, written by the user.

The reference of every key is docs/collection.md. A file that is missing has all defaults.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from archiver import tables
from archiver.budget import Budget
from archiver.collection.folder import OPTIONS, Folder
from archiver.errors import OptionsError
from archiver.every import Every
from archiver.rights import Policy
from archiver.urls import split
from archiver.visits import Visits
from archiver.written import Duration, Secret
from warcs.redacting.credentials import has_userinfo


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When publications are looked at; each may say ``every`` for itself."""

    every: Every = Every("auto")
    publications: tuple[str, ...] = ()  #: beside those with a file in the collection: names
    timezone: str = "UTC"  #: IANA name; for cron, where the publication has no zone of its own
    shortest: Duration = Duration(minutes=15)  #: between two runs that ``auto`` chooses
    longest: Duration = Duration(days=1)  #: the same
    stop_after: Duration = Duration(hours=6)  #: a run of `archiver schedule run`


class Alarms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom alarms are told to, beside the exit code and the log."""

    on_alarm: Secret | None = None  #: a command; it gets the alarm as JSON on standard input
    shell: bool = False  #: the command is a line for the shell
    timeout: Duration = Duration(seconds=30)  #: for one command, or one request to the webhook
    webhook: Secret | None = None  #: URL; the alarm is posted to it as JSON


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of ``collection.toml``."""

    contact: str | None = None  #: whom a site's owner can reach: mail or URL, in the User-Agent
    schedule: Schedule = Schedule()
    budget: Budget = Budget()  #: of each publication in each run
    visits: Visits = Visits()  #: when articles are visited again (docs/versions.md)
    alarms: Alarms = Alarms()
    policy: Policy = Policy()  #: what is done about the wishes of sites (docs/rights.md)

    def archived(self) -> bytes:
        """What the archive is told of a run's settings: JSON, all of them, defaults too.

        Not the file itself, for a comment in it may hold what a key may not; secrets are masked.
        """
        text = msgspec.json.encode(self, enc_hook=str)
        return msgspec.json.format(text, indent=2)


def load(folder: Path) -> Options:
    """The settings of the collection in ``folder``. Raises OptionsError, with file and key."""
    path = Folder(folder).options
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        return Options()
    except OSError as error:
        raise OptionsError(str(path), "", error.strerror or "cannot be read") from error
    return read(source, str(path))


def read(source: bytes, file: str = OPTIONS) -> Options:
    """The settings that a file of this content makes. Raises OptionsError."""
    try:
        options = tables.convert(tables.loads(source), Options)
    except tables.TableError as error:
        raise OptionsError(file, error.key, error.reason) from error
    for key, reason in _faults(options):
        raise OptionsError(file, key, reason)
    return options


def _faults(options: Options) -> Iterator[tuple[str, str]]:
    """Key and reason of what no type can say."""
    contact = options.contact
    if contact is not None and (not contact.strip() or not contact.isprintable()):
        yield "contact", "is no mail address or URL on one line"
    if contact is not None and has_userinfo(contact):
        yield "contact", "holds a user name or password, which every site would be sent"
    yield from _schedule(options.schedule)
    if fault := options.visits.fault():
        yield "visits.after", fault
    yield from _alarms(options.alarms)


def _schedule(schedule: Schedule) -> Iterator[tuple[str, str]]:
    try:
        ZoneInfo(schedule.timezone)
    except (ValueError, OSError, LookupError):  # not found; not a name; a folder of zones
        reason = f"{schedule.timezone!r} is no time zone (IANA); write one like America/New_York"
        yield "schedule.timezone", reason
    if schedule.shortest < Duration(minutes=1):
        yield "schedule.shortest", "is less than a minute"
    if schedule.longest < schedule.shortest:
        yield "schedule.longest", "is less than schedule.shortest"


def command_of(alarms: Alarms) -> tuple[str, ...] | None:
    """The command that is told of alarms, in words; None for none.

    Raises ValueError where it cannot be split.
    """
    if alarms.on_alarm is None:
        return None
    line = alarms.on_alarm.value
    return ("/bin/sh", "-c", line) if alarms.shell else tuple(shlex.split(line))


def _alarms(alarms: Alarms) -> Iterator[tuple[str, str]]:
    try:
        words = command_of(alarms) or ()
    except ValueError as error:
        yield "alarms.on_alarm", f"cannot be split into words ({error}); see shell"
    else:
        if alarms.on_alarm is not None and not words:
            yield "alarms.on_alarm", "names no command"
    if alarms.timeout < Duration(seconds=1):
        yield "alarms.timeout", "is less than a second"
    address = split(alarms.webhook.value) if alarms.webhook else None
    if alarms.webhook and (
        not address or address.scheme not in ("http", "https") or not address.hostname
    ):
        yield "alarms.webhook", "is no URL; write one like https://chat.example/hooks/archive"
