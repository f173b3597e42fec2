"""After a run: alarms are opened and closed, logged, and told to a command and a webhook."""

import logging
from collections.abc import Mapping, Sequence

from archiver.alarms import telling
from archiver.alarms.model import Kept
from archiver.collection.crawling.wishes import Change
from archiver.collection.options import Alarms, command_of
from archiver.collection.session import Session
from archiver.publications import Publication
from archiver.report import Report

logger = logging.getLogger(__name__)

MOST_COMMANDS = 20  # of one run; a site that goes down does not start a thousand


class Alarming:
    """Decides and tells, at the end of a run. What goes wrong with it never ends a run."""

    def __init__(self, session: Session, options: Alarms, agent: str, name: str) -> None:
        self._session = session
        self._options = options
        self._agent = agent  #: User-Agent
        self._name = name  #: product token, for robots.txt
        self._opened: tuple[Kept, ...] = ()

    def decide(
        self, report: Report, publications: Mapping[str, Publication], changes: Sequence[Change]
    ) -> bool:
        """Open and close alarms by what the run of ``report`` says; the catalogue has it by now.

        ``changes`` are those of the files in which hosts say their wishes. True if there may be
        something to tell.
        """
        webhook = self._options.webhook is not None
        try:
            watching = self._session.watching
            told = watching.after(report, publications, changes, self._name, webhook=webhook)
        except Exception:  # a mistake of ours costs the alarms of this run, and not the run
            logger.exception("The alarms of this run could not be decided")
            return webhook
        self._opened = told.opened
        for kept in told.opened:
            one = kept.alarm
            logger.warning("Alarm %d: %s: %s: %s", kept.id, one.publication, one.what, one.cause)
        for kept in told.over:
            logger.info("Alarm %d: %s: is over", kept.id, kept.alarm.publication)
        return bool(self._opened) or webhook

    def tell(self) -> None:
        """Tell what is new to the command, and to the webhook what it has not taken yet.

        After a commit: what is told of is in the catalogue.
        """
        command = command_of(self._options)
        root, limit = self._session.folder.root, self._options.timeout
        for number, kept in enumerate(self._opened if command else ()):
            if number == MOST_COMMANDS:
                left = len(self._opened) - number
                logger.warning("The command of [alarms] was not run for %d more alarms", left)
                break
            text = telling.payload(kept, root)
            problem = telling.run_command(command or (), text, limit=limit, folder=root)
            if problem:
                logger.error("The command of [alarms] was not told of %d: %s", kept.id, problem)
        if self._options.webhook is not None:
            self._post(self._options.webhook.value)

    def _post(self, url: str) -> None:
        now, alarms = self._session.now(), self._session.watching.alarms
        for waiting in alarms.waiting(now):
            text = telling.payload(waiting.kept, self._session.folder.root)
            limit = self._options.timeout
            problem = telling.post(url, text, limit=limit, agent=self._agent)
            if problem is None:
                alarms.told(waiting.kept.id, "sent")
                continue
            wait = telling.wait_after(waiting.tries + 1)
            outcome = "waiting" if wait else "given up"
            alarms.told(waiting.kept.id, outcome, now + wait if wait else None)
            logger.error("The webhook of [alarms] %s; alarm %d is %s", problem,
                         waiting.kept.id, "told later" if wait else "not told")  # fmt: skip
            return  # the others as well when it is tried again
