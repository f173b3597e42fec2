"""The catalogue's tables, and their version.

Derived tables (files, open_files, publications, redactions, captures, addresses, requisites,
readings, articles, versions, aliases, bylines, texts and their index) hold nothing that
``archive/`` does not say; :mod:`archiver.collection.preserving.rebuild` makes them anew.
State tables (frontier, requisite_frontier, validators, runs, alarms) are known to the catalogue
alone; but every run's report goes into the WARC as well, from where ``runs`` is completed when
a catalogue was lost; and ``yields`` is made from ``runs``.

A change here raises VERSION with a release, and has its counterpart in a step of
:mod:`archiver.collection.database.migration`.
"""

VERSION = 4

APPLICATION_ID = 0x4E415243  # "NARC": tells `file` and us that the SQLite file is a catalogue

DERIVED = (
    "files",
    "open_files",
    "publications",
    "settings",
    "probes",
    "redactions",
    "captures",
    "addresses",
    "requisites",
    "readings",
    "articles",
    "versions",
    "aliases",
    "bylines",
    "texts",
)
STATE = (
    "frontier",
    "hosts",
    "unreachable",
    "requisite_frontier",
    "lastmods",
    "sources",
    "gaps",
    "validators",
    "runs",
    "schedules",
    "alarms",
)

SCHEMA = """
CREATE TABLE files (          -- sealed WARC files, as in manifest.jsonl
    name TEXT PRIMARY KEY,
    size INTEGER NOT NULL,    -- bytes
    sha256 TEXT NOT NULL      -- hexadecimal, of the file as it is
) STRICT;

CREATE TABLE open_files (     -- WARC files that a run left open, or is writing
    name TEXT PRIMARY KEY,    -- final, as captures have it
    ingested INTEGER NOT NULL -- bytes; what lies before is in the catalogue
) STRICT;

CREATE TABLE publications (   -- the publication files that the archive holds
    record_id TEXT PRIMARY KEY,
    slug TEXT NOT NULL,
    digest TEXT NOT NULL,     -- sha256 of the file, hexadecimal
    date TEXT NOT NULL,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (       -- what collection.toml said of the runs, where that changed
    record_id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,     -- sha256 of the record's block, hexadecimal
    date TEXT NOT NULL,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL
) STRICT;

CREATE TABLE redactions (     -- what the archive's tombstones say, and what lifted them
    record_id TEXT NOT NULL,
    url_digest TEXT NOT NULL, -- of the normalised URL, or of one that led to it; labelled
    url TEXT,                 -- NULL where it was to be forgotten
    date TEXT NOT NULL,       -- of the redaction or lifting; ISO 8601, UTC
    reason TEXT NOT NULL,
    redaction TEXT,           -- its identifier
    word TEXT NOT NULL,       -- barred (not to be fetched again), removed (a copy), lifted
    PRIMARY KEY (record_id, url_digest)
) STRICT;
CREATE INDEX redactions_by_url ON redactions (url_digest, date);

CREATE TABLE captures (       -- one row a recorded exchange or resource, as the archive has them
    id INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL,       -- ISO 8601, UTC
    url TEXT NOT NULL,
    type TEXT NOT NULL,
    status INTEGER,
    mime TEXT,
    digest TEXT,              -- of the payload, labelled
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    payload_length INTEGER NOT NULL,
    truncated TEXT,
    failure TEXT,
    credentials INTEGER NOT NULL DEFAULT 0,  -- 1: the request carried Cookie or Authorization
    chunked INTEGER NOT NULL DEFAULT 0,      -- 1: the body came in chunks
    refers_to TEXT            -- of a revisit: record_id of the record that holds the payload
) STRICT;
CREATE INDEX captures_by_url ON captures (url, date);
CREATE INDEX captures_by_digest ON captures (digest) WHERE digest IS NOT NULL;
CREATE INDEX captures_by_file ON captures (file);

CREATE TABLE addresses (      -- what pages and style sheets ask for; the same for many of them
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE  -- as it is requested
) STRICT;

CREATE TABLE requisites (     -- which page, or style sheet, asks for what
    capture INTEGER NOT NULL REFERENCES captures (id),
    address INTEGER NOT NULL REFERENCES addresses (id),
    kind TEXT NOT NULL,       -- style, image, icon, font
    PRIMARY KEY (capture, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX requisites_by_address ON requisites (address);

CREATE TABLE articles (       -- one row an article, whatever URLs it has
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE, -- canonical, normalised
    publication TEXT,         -- slug
    kind TEXT NOT NULL,
    title TEXT,
    channel TEXT,
    published TEXT,           -- as known: a date, or a date-time with or without offset
    day TEXT,                 -- of publication, or of the first capture where that is not known
    language TEXT,
    gone TEXT                 -- date of the capture since which the site says that it is not there
) STRICT;
CREATE INDEX articles_by_day ON articles (day);
CREATE INDEX articles_by_moment ON articles (publication, published);
CREATE INDEX articles_by_channel ON articles (publication, channel, day);

CREATE TABLE versions (       -- what an article said, each time that it said something else
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,  -- 1, 2, …
    digest TEXT NOT NULL,     -- of title, subtitle, authors and body, without noise
    date TEXT NOT NULL,       -- of its first capture
    reading INTEGER NOT NULL, -- what is shown: the newest of its first capture
    rank INTEGER NOT NULL DEFAULT 0,      -- of that: whole, a rendition, cut, or no story
    latest TEXT NOT NULL DEFAULT '',      -- record_id of the capture to compare the next with
    changes TEXT NOT NULL DEFAULT '[]',   -- JSON: which fields are not as in the one before
    UNIQUE (article, number)
) STRICT;

CREATE TABLE aliases (        -- addresses that an article is known under, normalised
    url TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_article ON aliases (article);

CREATE TABLE readings (       -- what one reader read from one capture; never changed
    id INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL UNIQUE,  -- the metadata record that holds it
    capture TEXT NOT NULL,           -- record_id of the capture
    url TEXT NOT NULL,               -- of the capture
    version INTEGER NOT NULL REFERENCES versions (id),
    publication TEXT,                -- slug
    publication_digest TEXT,         -- of the publication file
    reader TEXT NOT NULL,
    context TEXT NOT NULL,           -- JSON: what only the crawl knew
    article TEXT NOT NULL            -- JSON: archiver.Article
) STRICT;
CREATE INDEX readings_by_capture ON readings (capture);
CREATE INDEX readings_by_version ON readings (version);

CREATE TABLE bylines (        -- who wrote an article, as its newest version says
    article INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL, -- 0, 1, … as printed
    name TEXT NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (          -- the newest version of each article, as it is indexed: U+001F stands
                              -- between the characters of scripts that put no space between words
    article INTEGER PRIMARY KEY REFERENCES articles (id),
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
-- Marks (M*) are parts of words: vowels of Hindi and Thai are. Beginnings of three letters have an
-- index, for they would be put together of thousands of words.
CREATE VIRTUAL TABLE words USING fts5 (
    title, authors, body, content='texts', content_rowid='article',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'", prefix='3'
);

CREATE TABLE frontier (       -- one row an article URL, from the day it was found
    url TEXT PRIMARY KEY,     -- normalised
    fetch TEXT NOT NULL,      -- as found: this is what is requested
    publication TEXT NOT NULL,
    state TEXT NOT NULL,      -- pending, in flight, done, failed, disallowed, redacted
    reason TEXT,              -- of failed and disallowed, or the kind of a page that is no article
    tries INTEGER NOT NULL DEFAULT 0,
    rank REAL NOT NULL,       -- newest first: seconds since 1970 where a source gave a date
    found TEXT NOT NULL,      -- ISO 8601, UTC
    entries TEXT NOT NULL,    -- JSON: what each source said of it
    ended TEXT,               -- ISO 8601, UTC: when it was fetched last, or given up
    host TEXT NOT NULL DEFAULT '',  -- of what is requested: each is asked at its own pace
    due REAL                  -- seconds since 1970: not before, of pending; the next try, of failed
                              -- and disallowed; the next visit, of done; NULL: none
) STRICT;
-- Each holds only what is asked for by it, so that what is done costs nothing when URLs are found.
CREATE INDEX frontier_new ON frontier (publication, host, rank DESC)
    WHERE state = 'pending' AND due IS NULL;
CREATE INDEX frontier_due ON frontier (publication, host, due) WHERE due IS NOT NULL;
CREATE INDEX frontier_done ON frontier (publication, host, ended) WHERE state = 'done';
CREATE INDEX frontier_in_flight ON frontier (url) WHERE state = 'in flight';
CREATE INDEX frontier_failed ON frontier (publication, reason) WHERE state = 'failed';

CREATE TABLE hosts (          -- those that are left alone: they said so, or do not answer
    host TEXT PRIMARY KEY,
    due REAL NOT NULL,        -- seconds since 1970: not before
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE unreachable (    -- origins whose robots.txt could not be had: nothing is asked of them
    origin TEXT PRIMARY KEY,  -- scheme, host and port, as in https://paper.example:8443
    host TEXT NOT NULL,
    since REAL NOT NULL,      -- seconds since 1970
    due REAL NOT NULL,        -- likewise: when it is asked for again
    reason TEXT NOT NULL,
    connected INTEGER NOT NULL  -- 0: no connection came about
) STRICT;

CREATE TABLE frontier_counts (  -- how many rows of the frontier there are; counting takes long
    publication TEXT NOT NULL,
    host TEXT NOT NULL,
    state TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (publication, host, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER frontier_added AFTER INSERT ON frontier BEGIN
    INSERT INTO frontier_counts VALUES (new.publication, new.host, new.state, 1)
        ON CONFLICT (publication, host, state) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER frontier_removed AFTER DELETE ON frontier BEGIN
    UPDATE frontier_counts SET number = number - 1
        WHERE publication = old.publication AND host = old.host AND state = old.state;
    DELETE FROM frontier_counts WHERE publication = old.publication AND host = old.host
        AND state = old.state AND number = 0;
END;
CREATE TRIGGER frontier_moved AFTER UPDATE OF publication, host, state ON frontier BEGIN
    UPDATE frontier_counts SET number = number - 1
        WHERE publication = old.publication AND host = old.host AND state = old.state;
    DELETE FROM frontier_counts WHERE publication = old.publication AND host = old.host
        AND state = old.state AND number = 0;
    INSERT INTO frontier_counts VALUES (new.publication, new.host, new.state, 1)
        ON CONFLICT (publication, host, state) DO UPDATE SET number = number + 1;
END;

CREATE TABLE requisite_frontier (  -- one row a URL that pages ask for, as frontier has articles
    url TEXT PRIMARY KEY,     -- normalised
    fetch TEXT NOT NULL,      -- as found: this is what is requested
    host TEXT NOT NULL,       -- of it: each is asked at its own pace
    publication TEXT NOT NULL,
    kind TEXT NOT NULL,       -- style, image, icon, font
    rank INTEGER NOT NULL,    -- least first: styles before what they name
    page TEXT NOT NULL,       -- record_id of the page on whose account it is fetched
    named_by TEXT NOT NULL,   -- URL of that page, or of the style sheet of it that names this
    depth INTEGER NOT NULL,   -- how many style sheets lie between
    state TEXT NOT NULL,      -- as in frontier
    reason TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,  -- bytes that came, decoded; counted for the page
    ended TEXT                -- ISO 8601, UTC: when it was fetched last, or given up
) STRICT;
CREATE INDEX requisites_next ON requisite_frontier (publication, host, rank)
    WHERE state = 'pending';
CREATE INDEX requisites_in_flight ON requisite_frontier (url) WHERE state = 'in flight';
CREATE INDEX requisites_failed ON requisite_frontier (publication) WHERE state = 'failed';
CREATE INDEX requisites_disallowed ON requisite_frontier (publication, reason)
    WHERE state = 'disallowed';
CREATE INDEX requisites_of_page ON requisite_frontier (page);

CREATE TABLE lastmods (       -- how good a source's word is that articles were changed
    source TEXT PRIMARY KEY,  -- its URL
    visits INTEGER NOT NULL,  -- made because of it
    changed INTEGER NOT NULL  -- of these, that found a change
) STRICT;

CREATE TABLE sources (        -- feeds, sitemaps and lists as they were read last
    url TEXT PRIMARY KEY,     -- as it is requested
    lens TEXT NOT NULL,       -- by what was chosen what of it is wanted
    payload TEXT NOT NULL,    -- sha256 of what was read, decoded; hexadecimal
    modified TEXT,            -- of a sitemap: what the index said of it then, as written
    read TEXT NOT NULL,       -- ISO 8601, UTC
    named INTEGER NOT NULL,   -- articles that it names
    leads INTEGER NOT NULL    -- 1: to other sitemaps, or to a next page
) STRICT;

CREATE TABLE gaps (           -- lists of which a page did not come, so that all are to be turned
    url TEXT PRIMARY KEY,     -- of the first page
    page INTEGER NOT NULL     -- the number of that page
) STRICT;

CREATE TABLE validators (     -- by which a server can be asked whether anything is new
    url TEXT PRIMARY KEY,     -- as it is requested
    etag TEXT,                -- as sent, quotes and all
    last_modified TEXT,
    capture TEXT NOT NULL     -- record_id of the record that holds the payload they stand for
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,    -- ISO 8601, UTC
    ended TEXT,
    targets TEXT NOT NULL,    -- JSON
    outcome TEXT,             -- finished, or the reason of the end
    report TEXT,              -- JSON: archiver.report.Report
    captures INTEGER          -- the last one, if all that was captured before had been read
) STRICT;

CREATE TABLE probes (         -- what asking a publication's site what it is found out
    record_id TEXT PRIMARY KEY,
    publication TEXT NOT NULL,  -- slug
    date TEXT NOT NULL,       -- ISO 8601, UTC
    finding TEXT NOT NULL     -- JSON
) STRICT;

CREATE TABLE schedules (      -- the newest run over all of a publication
    publication TEXT PRIMARY KEY,  -- slug
    since TEXT NOT NULL,      -- when the first one began; ISO 8601, UTC
    started TEXT NOT NULL,
    ended TEXT,               -- NULL while it runs, and of one that was killed
    outcome TEXT,             -- NULL while it runs
    failures INTEGER NOT NULL DEFAULT 0  -- that failed, since the last that did not
) STRICT;
CREATE INDEX runs_by_start ON runs (started);
CREATE INDEX runs_going_on ON runs (id) WHERE outcome IS NULL;

CREATE TABLE yields (         -- what a run brought of a publication and each of its sources
    run INTEGER NOT NULL REFERENCES runs (id),
    publication TEXT NOT NULL, -- slug
    source TEXT NOT NULL,     -- URL; empty for the publication as a whole
    started TEXT NOT NULL,    -- of the run; ISO 8601, UTC
    kind TEXT NOT NULL,       -- publication, feed, sitemap, channels, channel, front
    partial INTEGER NOT NULL, -- 1: a run that was told to leave something out
    reader TEXT,              -- its version
    digest TEXT,              -- of the publication file
    found INTEGER NOT NULL,   -- article URLs that were named
    fresh INTEGER NOT NULL,   -- of these, new
    fetched INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    new INTEGER NOT NULL,     -- articles
    versions INTEGER NOT NULL, -- new ones of articles that were known
    received INTEGER NOT NULL, -- bytes
    answered INTEGER,         -- NULL: it was not asked
    status INTEGER,
    problem TEXT,
    newest TEXT,              -- latest date that it gives an article; ISO 8601, UTC
    complete TEXT NOT NULL,   -- JSON: field -> articles that have it
    paywalled INTEGER NOT NULL,
    kinds TEXT NOT NULL,      -- JSON: kind of page -> pages
    failures TEXT NOT NULL,   -- JSON: reason -> requests
    PRIMARY KEY (run, publication, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX yields_of ON yields (publication, started);

CREATE TABLE memories (       -- what the look at yields remembers, so as not to read all of them
    publication TEXT NOT NULL, -- slug
    part TEXT NOT NULL,       -- last, baselines
    content BLOB NOT NULL,    -- msgpack: archiver.alarms.memory
    PRIMARY KEY (publication, part)
) STRICT;

CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    publication TEXT NOT NULL, -- slug
    kind TEXT NOT NULL,       -- archiver.alarms.model.Kind
    subject TEXT NOT NULL,    -- URL of the source, host, or empty
    state TEXT NOT NULL,      -- open, recovered, acknowledged
    began TEXT NOT NULL,      -- of the first run that showed it; ISO 8601, UTC
    opened TEXT NOT NULL,     -- when it was told
    closed TEXT,
    alarm TEXT NOT NULL,      -- JSON: archiver.alarms.model.Alarm
    webhook TEXT,             -- NULL: not wanted; waiting, sent, given up
    tries INTEGER NOT NULL DEFAULT 0,
    due TEXT                  -- of waiting: not before; ISO 8601, UTC
) STRICT;
CREATE INDEX alarms_by_state ON alarms (state, publication);
"""
