"""What sites do that a crawl must not fall for, told by URL, text and count; nothing here fetches.

``detours``: redirects that lead to a question in an article's place; ``missing``: pages that say
with status 200 that there is none; ``traps``: lists that never end; ``advice``: what a person
should do about each failure.
"""
