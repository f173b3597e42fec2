"""One line in ADDONS, and a Scrapy project records exact WARC files."""

import logging
from typing import Any

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from warcs.capturing.compression import WarcCompressionMiddleware
from warcs.capturing.connect import ConnectTo
from warcs.capturing.handler import WarcDownloadHandler

logger = logging.getLogger(__name__)

EXTENSION = "warcs.capturing.extension.WarcExtension"
SCRAPYS = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"


class WarcAddon:
    """Records every HTTP exchange of a crawl: ``ADDONS = {"warcs.addon.WarcAddon": 300}``.

    It puts WarcDownloadHandler in for http and https, WarcCompressionMiddleware in the place
    of Scrapy's, and adds the extension. Each request then carries, as
    ``request.meta["warc_capture"]``, the :class:`warcs.Capture` that says where its bytes are.

    What a spider puts into ``request.meta["warc_about"]``, pairs such as ``("via", URL)`` for the
    page on which the URL was found, is kept beside the capture, in a metadata record.

    Settings:

    WARC_FOLDER     where the files go, made if missing; relative to the working folder as FEEDS
                    are; default ``warcs-captures``
    WARC_PREFIX     how their names begin; default ``capture``
    WARC_DIGEST     ``sha256`` (default) or ``sha1``
    WARC_INFO       dict of fields for the warcinfo record, such as ``operator``, ``isPartOf`` or
                    ``description``; those in :data:`warcs.recording.warcinfo.INFO_FIELDS` and no
                    others
    WARC_READ_LIMIT bytes of a body that Scrapy is handed; default 32 MiB, 0 for all. A response
                    with more has the flag ``over-read-limit``, and is recorded whole.
                    ``Request.meta["warc_read_limit"]`` is that of one request
    WARC_CAPTURE_LIMIT
                    bytes of a response that are recorded; default 1 GiB, 0 for all. One with more
                    is broken off there; its record is marked ``WARC-Truncated: length``
    WARC_MAX_SIZE   bytes after which a file is sealed and the next one begun; default
                    1,000,000,000, 0 for never
    WARC_MAX_AGE    seconds from its beginning after which it is; default 86,400, 0 for never
    WARC_REVISITS   True: a payload that the crawl has recorded before becomes a revisit record
                    that refers to it (WARC 1.1 §6.7); default False
    WARC_EXTENSION  import path of a subclass of WarcExtension; default the class itself
    WARC_DECIDE     import path of a function, or of a class, that is asked of each answer before it
                    is recorded: ``decide(request, response, *, whole)`` gives None to keep it or a
                    :class:`warcs.Skip`, and then a metadata record with the rule is all that is
                    written; default none. See :mod:`warcs.capturing.decision`
    CLOCK           a callable, or its import path, that gives the time (aware, UTC) by which
                    records are dated and files sealed; default the real one. For tests
    CONNECT_TO      dict ``{"host:port": "address:port"}``: where TCP connections to a host go in
                    place of where DNS says; see :mod:`warcs.capturing.connect`

    A project that sends conditional requests itself puts the :class:`warcs.Original` that the
    validators came from into ``request.meta["warc_unmodified"]``: a 304 is then recorded as a
    revisit of it, and as a response otherwise.

    A download handler that the project itself has set for http or https is left alone, with a
    warning, since its exchanges are then not recorded. Raises ValueError for a wrong setting.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the parts in; called by Scrapy before the crawl is built."""
        if not settings.getbool("TWISTED_REACTOR_ENABLED"):
            raise ValueError("WarcAddon needs Twisted's reactor: TWISTED_REACTOR_ENABLED is off")
        ConnectTo.parse(settings.getdict("CONNECT_TO"))  # a wrong entry is told now
        _put_in_handlers(settings)
        _replace_compression(settings)
        extension: Any = load_object(settings.get("WARC_EXTENSION", EXTENSION))
        # Order 0: open before any other extension hears of the crawl.
        settings.setdefault_in_component_priority_dict("EXTENSIONS", extension, 0)


def _put_in_handlers(settings: BaseSettings) -> None:
    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    for scheme in ("http", "https"):
        chosen = handlers.get(scheme, SCRAPYS)
        if chosen is None:
            continue  # the project wants no such requests at all
        if chosen == SCRAPYS:
            handlers[scheme] = WarcDownloadHandler
        elif not issubclass(load_object(chosen), WarcDownloadHandler):
            logger.warning("%s goes through %s and is not recorded", scheme, chosen)
    settings.set("DOWNLOAD_HANDLERS", handlers, settings.getpriority("DOWNLOAD_HANDLERS") or 0)


def _replace_compression(settings: BaseSettings) -> None:
    """Put ours in the place that Scrapy's has, wherever the project put it, if it has one."""
    name = "DOWNLOADER_MIDDLEWARES"
    components = settings.getwithbase(name)
    for path, order in components.items():
        if order is not None and load_object(path) is HttpCompressionMiddleware:
            settings.set_in_component_priority_dict(name, HttpCompressionMiddleware, None)
            settings.setdefault_in_component_priority_dict(name, WarcCompressionMiddleware, order)
