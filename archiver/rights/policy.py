"""What a collection does about the signs: the table ``[policy]`` of its collection.toml.

By default everything is recorded and nothing else. What is not law is not decided here: the policy
says what the operator wants.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import msgspec

from archiver.article import Rights, Sign
from archiver.moments import moment
from archiver.rights import tags, tdmrep, usage
from archiver.rights.signs import PRODUCT

Action = Literal["record", "skip-text", "skip-capture"]
STRENGTH: dict[Action, int] = {"record": 0, "skip-text": 1, "skip-capture": 2}
UNDECIDED = "undecided"
"""Rule of an answer that broke off before it was known what its page says."""

_OVERRIDE = re.compile(r"legal deposit:\s*\S.*")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done with a page, and the sign that says so."""

    action: Action
    rule: str  #: name of the sign
    where: str  #: where it was found

    def __str__(self) -> str:
        return f"{self.rule} ({self.where})"


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """For each sign: ``record`` it, ``skip-text`` of the page, or ``skip-capture`` altogether.

    ``override`` is for libraries that the law entitles to collect whatever the signs say:
    ``legal deposit: `` and the law. Everything is recorded then, and the override is written into
    each WARC file. Raises ValueError for one that gives no law.
    """

    noarchive: Action = "record"
    noindex: Action = "record"
    nosnippet: Action = "record"
    noai: Action = "record"
    noimageai: Action = "record"
    unavailable_after: Action = "record"
    tdm_reservation: Action = "record"
    content_usage_train_ai: Action = "record"
    content_usage_search: Action = "record"
    content_signal_ai_train: Action = "record"
    content_signal_ai_input: Action = "record"
    content_signal_search: Action = "record"
    ai_crawlers: Action = "record"
    ai_txt: Action = "record"
    rsl: Action = "record"
    paywalled: Action = "record"
    override: str | None = None

    def __post_init__(self) -> None:
        if self.override is not None and not _OVERRIDE.fullmatch(self.override.strip()):
            raise ValueError(
                "an override wants its reason: write legal deposit: and the law, as"
                ' override = "legal deposit: the Library Act, section 3"'
            )

    def action(self, sign: str) -> Action:
        """What is done about the sign of that name."""
        if self.override is not None:
            return "record"
        found: Action = getattr(self, sign.replace("-", "_"), "record")
        return found if sign in SIGNS else "record"

    def may(self, action: Action) -> bool:
        """True if any sign leads to this action."""
        return any(self.action(sign) == action for sign in SIGNS)

    def decide(self, rights: Rights, fetched: datetime | None) -> Decision | None:
        """What is to be done with a page of these rights, fetched then; None: it is kept.

        The strictest action of all the signs that bind; of several with the same action the first,
        which is the one of the strongest carrier.
        """
        best: Decision | None = None
        for sign in binding(rights, fetched):
            action = self.action(sign.name)
            if STRENGTH[action] > (STRENGTH[best.action] if best else 0):
                best = Decision(action=action, rule=sign.name, where=sign.where)
        return best

    def told(self) -> dict[str, str]:
        """The fields of warcinfo: the policy in force, and what overrides it."""
        policy = {"policy": str(self)}
        return policy if self.override is None else {**policy, "override": self.override.strip()}

    def __str__(self) -> str:
        """One line: ``noarchive=skip-capture; tdm-reservation=skip-text``, or ``record``."""
        told = [f"{x}={self.action(x)}" for x in SIGNS if self.action(x) != "record"]
        return "; ".join(told) or "record"


EVERYTHING = Policy()  #: keeps everything, and says what the signs were

#: Names of the signs that a policy can act on.
SIGNS = tuple(
    field.encode_name for field in msgspec.structs.fields(Policy) if field.name != "override"
)


def binding(rights: Rights, fetched: datetime | None) -> Iterator[Sign]:
    """The signs that ask for something, of this crawler or of all, at the time of the capture."""
    reservation = tdmrep.holds(rights.signs)
    for sign in rights.signs:
        if sign.to not in (None, PRODUCT):
            continue
        if sign.name == tdmrep.RESERVATION:
            binds = sign is reservation and sign.value == "1"
        elif sign.name == tags.UNAVAILABLE:
            end = moment(sign.value or "")
            binds = end is not None and fetched is not None and end <= fetched
        elif sign.name.startswith(usage.KINDS):
            binds = sign.value in usage.NO
        else:
            binds = True
        if binds:
            yield sign
