"""Power cuts, simulated: what may be left of a collection, whenever it happens, and is it enough?

A crawl's processes run under strace; what they write, sync, rename and make is replayed on a model
of a disk that keeps no more than POSIX promises (:mod:`.disk`); at each of many points the power is
cut, one of the worst states that are allowed is put into a folder, and opened (:mod:`.checks`).
"""
