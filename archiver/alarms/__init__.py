"""Alarms: a publication compared with its own past, and told of when it goes quiet or changes.

``statistics`` holds the formulas, ``series`` what is counted, ``baseline`` what is to be expected,
``evidence`` how surprising the last runs are, ``watch`` decides and ``causes`` explains;
``telling`` hands an alarm to a command or a webhook. Nothing here knows the
catalogue: it takes counts.
"""

from archiver.alarms.model import Alarm, Kept, Kind, Shown

__all__ = ["Alarm", "Kept", "Kind", "Shown"]
