"""Crawls that are killed at random moments, and at the worst ones, until one may live to its end.

What was on the disk at each kill is compared with what the server was asked for afterwards, and
what there is in the end with what the archive alone can tell.
"""
