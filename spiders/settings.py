"""The Scrapy settings of every crawl: polite, exact, and nothing open to the outside.

What a user sets: COLLECTION (a folder), CONTACT (who runs the crawl), and Scrapy's own.
"""

import getpass
import os
import socket
from importlib.metadata import PackageNotFoundError, version

from scrapy.settings import default_settings

_HERE = __package__ or "spiders"  # the wheel carries this package under another name

try:
    VERSION = version("news-archiver")
except PackageNotFoundError:  # used from a source tree that was never installed
    VERSION = "0"


def _operator() -> str:
    """The user at this machine, in the form of a mail address; the host's name is not looked up."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in the password file
        user = "archiver"
    return f"{user}@{socket.gethostname()}"


BOT_NAME = "news-archiver"  # also the product token that robots.txt is asked for

# Where captures and articles are kept; made if it is missing.
COLLECTION = "collection"

# Whom a site's owner can reach: a mail address or URL. Goes into the User-Agent and warcinfo.
CONTACT = os.environ.get("ARCHIVER_CONTACT") or _operator()
USER_AGENT = f"{BOT_NAME}/{VERSION} (+{CONTACT})"

SPIDER_MODULES = [_HERE]
SPIDER_LOADER_CLASS = f"{_HERE}.loader.PublicationLoader"

ADDONS = {"warcs.addon.WarcAddon": 300}
WARC_EXTENSION = f"{_HERE}.extension.CollectionExtension"
SCHEDULER = f"{_HERE}.scheduler.FrontierScheduler"
ITEM_PIPELINES = {f"{_HERE}.pipeline.CollectionPipeline": 500}
# Those that are switched off below would be imported all the same, with all of aiohttp, which is a
# fifth of the time in which a crawl begins.
_OFF = ("scrapy.extensions.remote_control.RemoteControl", "scrapy.extensions.telnet.TelnetConsole")
EXTENSIONS_BASE = {
    name: order for name, order in default_settings.EXTENSIONS_BASE.items() if name not in _OFF
}
EXTENSIONS = {
    f"{_HERE}.progress.Progress": 600,
    "scrapy.extensions.throttle.AutoThrottle": None,
    f"{_HERE}.throttle.Throttle": 0,
    f"{_HERE}.throttle.Pacer": 0,
    f"{_HERE}.budgets.Accountant": 0,
}
DOWNLOADER_MIDDLEWARES = {
    f"{_HERE}.userinfo.UserinfoMiddleware": 80,
    # Before robots.txt is asked for: nothing is sent on behalf of what was taken down.
    f"{_HERE}.redacted.RedactedMiddleware": 90,
    f"{_HERE}.patience.RestMiddleware": 95,
    # RFC 9309, in the place of Scrapy's own.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    f"{_HERE}.robots.RobotsMiddleware": 100,
    # The library's own decoders, in the place of Scrapy's.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    f"{_HERE}.decoding.DecodingMiddleware": 590,
    f"{_HERE}.conditional.ConditionalMiddleware": 595,
    # Sees an answer first: what may not be kept is not read either.
    f"{_HERE}.wishes.WishesMiddleware": 597,
    f"{_HERE}.kept.KeptMiddleware": 598,
    f"{_HERE}.patience.PatienceMiddleware": 560,
    # The spider keeps to the publication's own hosts itself, and redirects may leave them.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
ROBOTSTXT_OBEY = True
# The files in which a host says its wishes, beside robots.txt: asked for before its articles are,
# once a day; none is asked for that is not named here.
HOST_FILES = ["/.well-known/tdmrep.json", "/ai.txt"]

# One request at a time and host, a second apart, and slower when the site is slow. The delay is
# never undercut; a crawler that tells its name has no use for randomness.
CONCURRENT_REQUESTS = 64
# Scrapy starts as many tasks for each answer as it lets items of it be worked on at once: with its
# 100 of them that takes 0.8 ms an answer, and a page makes one item.
CONCURRENT_ITEMS = 4
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# What robots.txt asks for (Crawl-delay) is kept to, up to so many seconds; a host that asks for
# more is not crawled. A host that says Retry-After is left alone for as long, and if that is more
# seconds than this, until a later run; so is one that does not answer so many times in a row.
CRAWL_DELAY_MAX = 300
RETRY_AFTER_MAX = 120
HOST_FAILURES_MAX = 9

# Of each publication and run, over what the files say: "pages", "bytes", "time" in seconds.
BUDGET: dict[str, float] = {}

# Bounds. A body is read, and decoded, as far as the first; it is recorded as far as the second,
# and its capture marked if there was more. DOWNLOAD_MAXSIZE is Scrapy's: what is larger is broken
# off and fails, so it is off.
WARC_READ_LIMIT = 32 * 1024 * 1024
WARC_CAPTURE_LIMIT = 1024 * 1024 * 1024
DOWNLOAD_MAXSIZE = 0
# When a file of captures is sealed and the next one begun; and whether the last one stays open at
# the end of a crawl, for the next run to go on in.
WARC_MAX_SIZE = 1_000_000_000  # bytes; 0 is never
WARC_MAX_AGE = 24 * 60 * 60  # seconds from its beginning; 0 is never
WARC_KEEP_OPEN = False
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60  # seconds, for all of an answer
REDIRECT_MAX_TIMES = 10
METAREFRESH_MAXDELAY = 5  # seconds; pages that load themselves anew each minute are no redirects
MAX_LISTING_PAGES = 500  # of one channel or feed and run; it ends sooner where nothing is new
MAX_SITEMAPS = 5_000  # of one publication and run
# New URLs of one form that channel pages of a publication may name in a run; sitemaps and feeds are
# not bounded by it. What is more is a trap (docs/hostile.md).
MAX_NEW_PER_FORM = 100_000

# What pages need to look like themselves: pictures, styles, fonts, icons. "none": text alone.
REQUISITES = "page"
REQUISITES_NUMBER = 200  # of one page
REQUISITES_SIZE = 50 * 1000 * 1000  # bytes of one page, decoded
REQUISITES_MAXSIZE = 10 * 1024 * 1024  # bytes of one of them, decoded
REQUISITES_DEPTH = 5  # style sheets that import each other
REQUISITES_AGE = 30  # days for which one is not fetched again because another page names it
# Of the pictures that a page offers for screens of several sizes, those that a browser takes on
# these: width in CSS pixels, and device pixels to one of them.
REQUISITES_SCREENS = ["1280", "1920", "1280@2"]

# A body that is shorter than it said is read as far as it goes, and its capture is marked.
DOWNLOAD_FAIL_ON_DATALOSS = False

DOWNLOAD_VERIFY_CERTIFICATES = True
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

COMMIT_INTERVAL = 1.0  # seconds between two commits of captures and articles
PROGRESS = "lines"  # or "terminal", "none"

LOG_LEVEL = "INFO"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # what failed is told in the report
STATS_DUMP = False
