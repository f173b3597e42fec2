"""What a site says may be done with its pages, and what a collection's policy makes of it.

docs/rights.md lists the signs. Nothing here fetches anything; what the files of a host say
(robots.txt, tdmrep.json, ai.txt) is read in :mod:`archiver.sources.host_files`.
"""

from archiver.rights.policy import Decision, Policy
from archiver.rights.signs import PRODUCT, of_headers, of_metadata

__all__ = ["PRODUCT", "Decision", "Policy", "of_headers", "of_metadata"]
