"""The keys of ``Request.meta`` that several parts of a crawl know."""

CONDITIONAL_KEY = "conditional"  #: True for a request that may ask whether anything is new
WISHES_KEY = "wishes"  #: what the files of its host say of the use of its URL
LAW_KEY = "host_file"  #: True for a file that holds such wishes itself
BROKEN = "coding-broken"  #: flag of a response that could be decoded only in part
PROBE_KEY = "probe"  #: True for what a probe asks for: whatever it is, the wishes of its host count
