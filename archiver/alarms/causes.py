"""From findings to alarms: what belongs together, and what it likely comes from.

The evidence is weighed from the plain to the far: a certificate that fails explains everything
else, a robots.txt or refusals explain failing sources, sources explain fewer articles. What is
explained becomes a line of evidence of what explains it, and no alarm of its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from archiver.alarms.charts import keys_of
from archiver.alarms.failing import CERTIFICATE, GONE, REFUSED, ROBOTS, WALL, class_of, is_down
from archiver.alarms.model import Alarm, Kind
from archiver.alarms.series import OPEN, READ, Observation
from archiver.alarms.watch import Finding
from archiver.urls import host_of
from archiver.yields import LONG, WHOLE

EXPLAIN_YIELD: frozenset[Kind] = frozenset(
    ("certificate", "unreachable", "moved", "robots", "refused", "source")
)
KIND_OF: dict[str, Kind] = {CERTIFICATE: "certificate", ROBOTS: "robots", REFUSED: "refused"}
CAUSE_OF = {
    CERTIFICATE: "the server's certificate is not accepted: expired, or of another name",
    ROBOTS: "robots.txt does not allow it any more",
    REFUSED: "the site refuses this crawler, or asks it to slow down",
    GONE: "it was moved or taken away",
    WALL: "a login or a consent page stands before the articles",
}
IS_DOWN = "the site is down, or cannot be reached from here"


def explained(
    findings: Sequence[Finding], history: Sequence[Observation], told: Sequence[Alarm] = ()
) -> list[Alarm]:
    """The alarms that the findings make; ``told`` are those that are open already, or were found
    by other means (robots.txt, certificates)."""
    last = history[-1]
    found = {finding.key: finding for finding in findings}
    alarms = [*_everywhere(found, last)]
    if not alarms:
        alarms += _of_sources(found, last)
    alarms += _of_pages(found, history, told)
    if any(alarm.kind == "robots" for alarm in told):  # it names the rules that it comes from
        alarms = [alarm for alarm in alarms if alarm.cause != CAUSE_OF[ROBOTS]]
    if any(alarm.kind == "moved" for alarm in told):
        alarms = [alarm for alarm in alarms if alarm.kind not in ("source", "unreachable")]
    # A source that only names less does not explain that the publication has less.
    kinds = {
        alarm.kind for alarm in (*alarms, *told) if alarm.kind != "source" or not alarm.observed
    }
    whole = found.get(("count", WHOLE))
    if whole is not None and not kinds & EXPLAIN_YIELD:
        alarms.append(_yield(whole, found, last))
    return alarms


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a time, UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def _everywhere(found: dict[tuple[str, str], Finding], last: Observation) -> list[Alarm]:
    """One alarm where all sources fail in the same way."""
    failures = [x for key, x in found.items() if key[0] == "failure" and x.failure is not None]
    if last.answered or not failures:
        return []
    reasons = Counter(x.failure.reason for x in failures if x.failure)
    reason = reasons.most_common(1)[0][0]
    what = class_of(reason)
    if what == GONE:
        return []
    kind = KIND_OF.get(what, "unreachable")
    subject = {"certificate": failures[0].key[1], "unreachable": host_of(failures[0].key[1])}
    return [
        Alarm(
            publication=last.whole.publication,
            kind=kind,
            subject=subject.get(kind, ""),
            began=moment(min(x.began for x in failures)),
            what=f"no source can be read: {reason}",
            cause=CAUSE_OF.get(what, IS_DOWN),
            evidence=tuple(f"{url}: {_why(last, url)}" for url in last.rows if url != WHOLE),
        )
    ]


def _why(last: Observation, source: str) -> str:
    row = last.rows[source]
    return row.problem or ("answers" if row.answered else "was not asked")


def _of_sources(found: dict[tuple[str, str], Finding], last: Observation) -> list[Alarm]:
    alarms = []
    quiet = {key[1] for key in found if key[0] == "count" and key[1] != WHOLE}
    quiet -= {key[1] for key in found if key[0] == "failure"}
    others = [x for x in last.rows if x != WHOLE and x not in quiet and last.rows[x].answered]
    for key, finding in found.items():
        if key[0] == "failure":
            alarms.append(_failing(finding, last, others))
        elif key[1] in quiet and key[0] == "count" and others:
            # Where all of them are quiet it is the publication that is.
            alarms.append(_stopped(finding, last, others))
    return alarms


def _failing(finding: Finding, last: Observation, others: Sequence[str]) -> Alarm:
    url, failure = finding.key[1], finding.failure
    row = last.rows[url]
    reason = failure.reason if failure else ""
    evidence = [f"failed in the last {failure.length} runs"] if failure else []
    return Alarm(
        publication=row.publication,
        kind="certificate" if class_of(reason) == CERTIFICATE else "source",
        subject=url,
        began=moment(finding.began),
        what=f"the {row.kind} does not come: {reason}",
        cause=CAUSE_OF.get(class_of(reason), "its server has a fault, or it was moved"),
        evidence=(*evidence, *_still_new(last, others)),
    )


def _still_new(last: Observation, others: Sequence[str]) -> list[str]:
    named = sum(last.rows[url].fresh for url in others)
    if not others:
        return []
    noun = "source names" if len(others) == 1 else "sources name"
    return [f"{len(others)} other {noun} {named} new articles in this run"]


def _stopped(finding: Finding, last: Observation, others: Sequence[str]) -> Alarm:
    url = finding.key[1]
    row = last.rows[url]
    nothing = finding.observed == 0
    evidence = [f"the newest date in it is {row.newest}"] if row.newest else []
    return Alarm(
        publication=row.publication,
        kind="source",
        subject=url,
        began=moment(finding.began),
        what=f"the {row.kind} names nothing new" if nothing else f"the {row.kind} names less",
        cause="it answers, but is not kept up any more" if nothing else "it was cut down",
        evidence=(*evidence, *_still_new(last, others)),
        expected=finding.expected,
        observed=finding.observed,
    )


def _of_pages(
    found: dict[tuple[str, str], Finding], history: Sequence[Observation], told: Sequence[Alarm]
) -> list[Alarm]:
    fields = [key[1] for key in found if key[0] == "share" and key[1] not in (OPEN, READ)]
    wall, unread = found.get(("share", OPEN)), found.get(("share", READ))
    alarms = []
    if unread is not None and history[-1].whole.failures:  # else it is over before it is told
        alarms.append(_unread(unread, history, told))
    if wall is not None:
        alarms.append(_wall(wall, history[-1], fields))
    elif fields:
        alarms.append(_fields([found["share", name] for name in fields], history[-1], fields))
    return alarms


def _unread(finding: Finding, history: Sequence[Observation], told: Sequence[Alarm]) -> Alarm:
    """Articles that cannot be fetched any more; of one kind as long as that is open."""
    last = history[-1]
    reasons: Counter[str] = Counter()
    for run in history:
        if run.time >= finding.began:
            reasons.update(run.whole.failures)
    reason = reasons.most_common(1)[0][0] if reasons else "no reason"
    what, subject = class_of(reason), ""
    kind: Kind = "refused"
    if is_down(reason):
        kind, subject = "unreachable", _silent_host(last)
    known = next((alarm for alarm in told if ("share", READ) in keys_of(alarm)), None)
    return Alarm(
        publication=last.whole.publication,
        kind=known.kind if known else kind,
        subject=known.subject if known else subject,
        began=moment(finding.began),
        what=f"articles cannot be fetched: {reason}",
        cause=CAUSE_OF.get(
            what, IS_DOWN if is_down(reason) else "the site refuses, or its server has a fault"
        ),
        evidence=tuple(f"{number} x {why}" for why, number in reasons.most_common(5)),
        expected=finding.expected,
        observed=finding.observed,
    )


def _silent_host(last: Observation) -> str:
    """Of the sources, where none answers: that alarm is the same as the one of all sources."""
    silent = (url for url, row in last.rows.items() if url != WHOLE and row.answered is False)
    return "" if last.answered else host_of(next(silent, ""))


def _wall(finding: Finding, last: Observation, fields: Sequence[str]) -> Alarm:
    row = last.whole
    walls, paid = row.kinds.get("wall", 0), row.paywalled
    evidence = [
        f"of {row.articles + walls} pages in this run, {walls} are walls and {paid} say that they"
        " are for subscribers",
        *([f"{', '.join(fields)}: fewer articles have it since then"] if fields else []),
    ]
    return Alarm(
        publication=row.publication,
        kind="wall",
        began=moment(finding.began),
        what="pages are not free to read any more",
        cause="a paywall, a login or a consent page stands before the articles",
        evidence=tuple(evidence),
        expected=finding.expected,
        observed=finding.observed,
    )


def _fields(findings: Sequence[Finding], last: Observation, fields: Sequence[str]) -> Alarm:
    first = min(findings, key=lambda finding: finding.began)
    several = len(fields) > 1
    cause = "a redesign: the pages are built in another way" if several else (
        "the pages give it in another place, or do not any more"
    )  # fmt: skip
    if list(fields) == [LONG]:
        cause = "only the beginnings of articles are shown, as before a paywall, or a redesign"
    return Alarm(
        publication=last.whole.publication,
        kind="field",
        began=moment(first.began),
        what=f"articles come without {', '.join(fields)}",
        cause=cause,
        evidence=tuple(
            f"{name}: {x.observed:.0f} articles have it since then, where {x.expected:.0f} should"
            for name, x in zip(fields, findings, strict=True)
        ),
        fields=tuple(fields),
        expected=first.expected,
        observed=first.observed,
    )


def _yield(finding: Finding, found: dict[tuple[str, str], Finding], last: Observation) -> Alarm:
    quiet = [key[1] for key in found if key[0] == "count" and key[1] != WHOLE]
    evidence = [f"{url}: names less, or nothing new" for url in quiet]
    evidence += [f"{url}: {_why(last, url)}" for url in last.rows if url not in ("", *quiet)]
    nothing = finding.observed == 0
    return Alarm(
        publication=last.whole.publication,
        kind="yield",
        began=moment(finding.began),
        what=f"{finding.observed:.0f} new articles, where {finding.expected:.0f} were expected",
        cause="its sources answer and name nothing new: it has stopped, or shows an old copy"
        if nothing
        else "its sources answer: it publishes less, part of it elsewhere, or these are days off",
        evidence=tuple(evidence),
        expected=finding.expected,
        observed=finding.observed,
    )


def clearer(alarm: Alarm, by: Alarm) -> Alarm:
    """An open alarm, with what a later run says of the same thing."""
    fields = tuple(dict.fromkeys((*alarm.fields, *by.fields)))
    if fields == alarm.fields:
        return alarm
    return replace(alarm, fields=fields, what=by.what, cause=by.cause, evidence=by.evidence)
