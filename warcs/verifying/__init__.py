"""Checking WARC files: what is in them, what is wrong with them, and what can be proven.

The kinds of faults, as reports and ``--json`` have them:

========================  =========================================================================
``unreadable``            the operating system cannot read the file
``empty``                 the file has no byte
``truncated``             the file ends within a unit (gzip member, zstd frame)
``member``                a unit is broken, or its checksum is wrong
``surplus``               bytes between two units, or behind the last, that are none
``record`` ``head``       no record begins where one should; its head cannot be read
``length``                Content-Length is missing, no number, or not the length of the block
``ending``                the two line ends behind a record are missing
``date``                  WARC-Date is no date, or in the future
``missing-field``         a field is missing that the standard demands
``block-digest``          the block is not what its digest says
``payload-digest``        the payload is not what its digest says
``duplicate-id``          two records have one identifier
``link``                  a record names another that is not there
``revisit``               a revisit contradicts the record that it refers to
``index`` ``catalogue``   what the file holds is not what index or catalogue say
``file``                  size or SHA-256 is not what the catalogue says
``manifest``              the manifest's chain is broken, or a file is not what it says
``head-since``            the kept head is no line of the manifest
``signature``             no signature of the key holds
``timestamp``             a time stamp does not hold
``package``               a package is not what its datapackage.json says
========================  =========================================================================

Notes, by which nothing is lost: ``field``, ``profile``, ``version``, ``shared``, ``blank``,
``empty-unit``, ``no-checksum``, and ``link`` or ``revisit`` where the standard lets it be.
"""

from warcs.verifying.check import Checked, check_path, check_stream
from warcs.verifying.facts import capture_of
from warcs.verifying.files import verify_files
from warcs.verifying.links import FileLinks, between
from warcs.verifying.report import Coverage, Fault, FileReport, Findings, Report
from warcs.verifying.scan import NotWarc, Scan, Seen
from warcs.verifying.strengths import STRENGTHS, Strength

__all__ = [
    "STRENGTHS",
    "Checked",
    "Coverage",
    "Fault",
    "FileLinks",
    "FileReport",
    "Findings",
    "NotWarc",
    "Report",
    "Scan",
    "Seen",
    "Strength",
    "between",
    "capture_of",
    "check_path",
    "check_stream",
    "verify_files",
]
