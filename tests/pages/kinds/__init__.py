"""Two hundred pages of known kind, made to test how the reader tells kinds apart.

Each page is put together from three parts that were written for it: the surroundings of a site
(`systems_*.py`: WordPress, Drupal, tables of 2004, hashed class names …), what such a page holds
(`bodies_*.py`: an article, a tag page, a consent wall, a forum thread …) and texts in twenty-two
languages (`tongues_*.py`, `stories_*.py`, and those in `cases_*.py`). The `cases_*.py` say which
goes with which, with which metadata, true or lying. All is fictional; all hosts end in
`.example`. Nothing is random: numbers and order follow from a case's id.

The pages were written without sight of the reader's rules, from what sites look like; do not tune
to them one by one. A page that the reader gets wrong is a hint at a class of pages on the web, to
be studied there. A case may be changed only because its kind is arguable or its page unlike any
real one.
"""

from tests.pages.kinds.cases import CASES
from tests.pages.kinds.make import Case

__all__ = ["CASES", "Case"]
