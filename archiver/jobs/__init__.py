"""Jobs: many WARC files read into one target, each apart, so that whatever breaks off goes on."""

from archiver.jobs.cluster import Cluster, ClusterReading, reading_by
from archiver.jobs.job import Job, Progress, Result, run
from archiver.jobs.shards import Shard

__all__ = [
    "Cluster",
    "ClusterReading",
    "Job",
    "Progress",
    "Result",
    "Shard",
    "reading_by",
    "run",
]
