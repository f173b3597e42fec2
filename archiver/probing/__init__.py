"""What a news site is like, found out by asking it: sources, form of URLs, language, fields.

Who fetches is elsewhere: :func:`archiver.probing.probe.probe` is given a function that does, and
answers with a frozen :class:`archiver.probing.values.Finding`, which ``file`` writes as a
publication file and ``changes`` compares with an earlier one.
"""
