"""When to look again at which publication, and a process that does so for years."""

from archiver.schedule.due import Due, Timetable, read_timetable
from archiver.schedule.rhythm import Rhythm

__all__ = ["Due", "Rhythm", "Timetable", "read_timetable"]
