"""Metrics for Prometheus, in its text exposition format 0.0.4, for node_exporter's textfile
collector (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from archiver.collection import Status
from archiver.collection.reporting.health import Doing, Health

Sample = tuple[dict[str, str], float]
Family = tuple[str, str, Iterable[Sample]]


def prometheus(status: Status, found: Health, due: Mapping[str, datetime]) -> str:
    """Every metric is a gauge, and its name begins with ``archiver_``."""
    families = (
        *_of_collection(status, found),
        *_of_last_runs([one for one in found.publications if one.started]),
        *_of_publications(found, due),
    )
    return "".join(_family(name, text, samples) for name, text, samples in families)


def _of(one: Doing, **more: str) -> dict[str, str]:
    return {"publication": one.publication, **more}


def _of_collection(status: Status, found: Health) -> Iterator[Family]:
    yield "articles", "Articles in the collection.", [({}, status.articles)]
    yield "versions", "Versions of articles.", [({}, status.versions)]
    yield "captures", "Recorded exchanges.", [({}, status.captures)]
    yield "warc_files", "Sealed WARC files.", [({}, status.files)]
    yield "warc_bytes", "Size of the sealed WARC files.", [({}, status.bytes)]
    sizes = [({"file": file.name}, float(file.size)) for file in found.open_files]
    yield "warc_open_bytes", "Size of WARC files that are open.", sizes
    states = [({"state": state}, float(count)) for state, count in status.frontier.items()]
    yield "frontier_urls", "Article URLs by their state.", states


def _of_last_runs(seen: Sequence[Doing]) -> Iterator[Family]:
    began = [(_of(x), datetime.fromisoformat(x.started or "").timestamp()) for x in seen]
    yield "last_run_timestamp_seconds", "When the last run began.", began
    finished = [(_of(x), float(x.outcome == "finished")) for x in seen]
    yield "last_run_finished", "1 if the last run ended as it should.", finished
    yield "last_run_new_articles", "New articles of the last run.", [(_of(x), x.new) for x in seen]
    versions = [(_of(x), float(x.versions)) for x in seen]
    yield "last_run_new_versions", "New versions of known articles of the last run.", versions
    fresh = [(_of(x), float(x.fresh or 0)) for x in seen]
    yield "last_run_fresh_urls", "URLs that its sources named for the first time.", fresh
    expected = [(_of(x), x.expected) for x in seen if x.expected is not None]
    yield "last_run_expected_urls", "How many of these the publication's past let expect.", expected
    yield "last_run_sources", "Sources asked in the last run.", [(_of(x), x.sources) for x in seen]
    answered = [(_of(x), float(x.answered)) for x in seen]
    yield "last_run_sources_answered", "Of these, those that answered.", answered


def _of_publications(found: Health, due: Mapping[str, datetime]) -> Iterator[Family]:
    each = found.publications
    yield "pending_urls", "Article URLs to be fetched.", [(_of(x), x.pending) for x in each]
    failed = [(_of(x, reason=why), float(n)) for x in each for why, n in x.failures.items()]
    yield "failed_urls", "Article URLs that failed, by reason.", failed
    waiting = [(_of(x, reason=why), float(n)) for x in each for why, n in x.waiting.items()]
    yield "waiting_urls", "Article URLs of hosts that are not asked now, by host and why.", waiting
    yield "alarms_open", "Alarms that are open.", [(_of(x), x.alarms) for x in each]
    opened = [
        (
            {
                "publication": x.alarm.publication,
                "kind": x.alarm.kind,
                "subject": x.alarm.subject,
                "id": str(x.id),
            },
            x.opened.timestamp(),
        )
        for x in found.alarms
    ]
    yield "alarm_opened_timestamp_seconds", "When an alarm that is open was told.", opened
    at = [({"publication": name}, when.timestamp()) for name, when in sorted(due.items())]
    yield "next_due_timestamp_seconds", "When a publication is due next.", at


def _family(name: str, text: str, samples: Iterable[Sample]) -> str:
    name = f"archiver_{name}"
    lines = [f"# HELP {name} {text}", f"# TYPE {name} gauge"]
    for labels, value in samples:
        told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        lines.append(f"{name}{{{told}}} {value:.17g}" if told else f"{name} {value:.17g}")
    return "\n".join(lines) + "\n" if len(lines) > 2 else ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
