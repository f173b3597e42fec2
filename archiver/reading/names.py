"""What class and id names say of an element.

Names are read as words: ``articleBody__byline-v2`` is article, body, byline. A word list says what
a word means in the markup of news sites and of the systems they run on; the judgement over the
element is the caller's (:mod:`archiver.reading.outline` takes no name's word against the page's
mass of text).
"""

import re
from functools import lru_cache

MOST_NAME = 400  # characters of class and id that are read


class Role:
    """What an element calls itself: bits of an int (an IntFlag is ten times slower)."""

    NONE = 0
    JUNK = 1  #: no part of a story: comments, related stories, sharing, advertising, navigation
    DOUBTFUL = 2  #: mostly no part of a story; on some sites it holds it
    BODY = 4  #: holds the story's text
    BYLINE = 8
    DATE = 16
    DEK = 32
    CRUMBS = 64
    HIDDEN = 128  #: not seen by a person
    CAPTION = 256
    CHANNEL = 512
    PERSON = 1024  #: a box about the author
    NO_PICTURE = 2048  #: pictures in it are none of the story: portraits, logos, icons
    TITLE = 4096
    ADVERT = 16384
    MENU = 32768  #: leads about the site: navigation, menus, footers, cookie notices
    FOOT = 65536  #: the foot of a post, which says who wrote it, and when
    RELATED = 8192  #: other stories that the page offers because of this one


def _words(role: int, text: str) -> dict[str, int]:
    return dict.fromkeys(text.split(), role)


WORDS: dict[str, int] = {
    **_words(
        Role.JUNK,
        "comment comments commentlist commentform commentaires kommentare comentarios disqus respond "
        "fbcomments livefyre recirc recirculation recommend recommended recommendation "
        "recommendations outbrain taboola zergnet newsletter newsletters "
        "popular trending mostread mostviewed yarpp noprint",
    ),
    **_words(
        Role.JUNK | Role.RELATED,
        "relatedposts relatedarticles related relatednews relatedstories relatedcontent jprelatedposts",
    ),
    **_words(
        Role.ADVERT,
        "advert adverts advertisement advertisements advertising ads ad adslot adunit adbox adsense "
        "dfp gpt anzeige werbung publicidad pub sponsor sponsored sponsors",
    ),
    **_words(
        Role.DOUBTFUL,
        "sidebar rail widget promo promos promotion promobox banner popup modal overlay dialog tag "
        "tags taglist tagcloud keywords tools bio credit credits copyright teaser teasers rating "
        "ratings subscribe subscription subscribes signup paywall donate donation infobox factbox byline "
        "timestamp dateline carousel slider slideshow toc reactions reaction likes "
        "votes poll print rss search disclaimer disclosure cta upsell appbox "
        "metadata postmeta entrymeta articlemeta postinfo utility utilities "
        "addthis sharethis sharedaddy share sharing shares sharebar sharebuttons sharer social "
        "socials socialmedia socialbar masthead "
        "pagination pager paging skiplink breadcrumb breadcrumbs crumbs toolbar toolbox login",
    ),
    **_words(Role.DOUBTFUL | Role.MENU, "nav navigation navbar menu submenu megamenu"),
    **_words(Role.JUNK | Role.MENU, "footer cookie cookies consent gdpr onetrust"),
    **_words(Role.BODY, "articlebody storybody postbody entrybody articletext articlecontent "
             "postcontent entrycontent storycontent bodytext articlecopy storytext"),
    **_words(Role.BYLINE | Role.DOUBTFUL, "byline bylines"),
    **_words(Role.BYLINE, "szerzo yazar muhabir kirjoittaja toimittaja penulis wartawan autorka firma "
             "firmante periodista journaliste redacteur journalisten jornalista assinatura avtor "
             "forfattare forfattere signatur reporter author authors autor autoren autorin auteur auteurs autore autori "
             "writer authorname contributor contributors redakteur journalist skribent forfatter signature"),
    **_words(Role.DATE, "date dates datum datetime published publish pubdate publishdate posted "
             "postdate timestamp dateline fecha data published time updated entrydate created"),
    **_words(Role.DEK, "subtitle subhead subheadline subheading dek deck standfirst strapline "
             "chapo chapeau vorspann entradilla bajada ingress sapo summary excerpt abstract "
             "lead lede intro teasertext description deckhead underline "
             "perex synopsis manchet underrubrik undertittel sumario copete sommario occhiello "
             "catenaccio zajawka anons undertitel podtytul alcim lid ledtext"),
    **_words(Role.CRUMBS | Role.DOUBTFUL, "breadcrumb breadcrumbs crumb crumbs ariane "
             "brotkrumen topicpath pankuzu migas okruszki drobecky brodsmule brodsmuler murupolku"),
    **_words(Role.HIDDEN, "visuallyhidden screenreader sronly tooltip accessibility "
             "offscreen a11y"),
    **_words(Role.CAPTION, "caption captions figcaption bildunterschrift legende imagecaption "
             "photocaption cutline imgdesc picinfo didascalia bildtext fotobijschrift podpis "
             "fotopie piefoto"),
    **_words(Role.CHANNEL, "channel section category kicker eyebrow rubric rubrik rubrique "
             "rubryka rovat seccion sezione categoria kategoria kategori kategorie vinjett "
             "ressort topic cat categories dachzeile overline sectionlabel"),
    **_words(Role.NO_PICTURE, "avatar headshot mugshot logo logos icon icons emoji pixel spacer "
             "badge sprite gravatar profile thumbnail thumb thumbs smiley flag"),
    **_words(Role.TITLE, "headline title heading"),
}  # fmt: skip

PAIRS: dict[tuple[str, str], int] = {
    ("ad", "slot"): Role.ADVERT,
    ("most", "read"): Role.JUNK,
    ("most", "popular"): Role.JUNK,
    ("most", "viewed"): Role.JUNK,
    ("read", "more"): Role.DOUBTFUL,
    ("read", "next"): Role.JUNK,
    ("read", "also"): Role.JUNK,
    ("also", "read"): Role.JUNK,
    ("see", "also"): Role.JUNK,
    ("you", "may"): Role.JUNK,
    ("next", "article"): Role.JUNK,
    ("next", "story"): Role.JUNK,
    ("next", "post"): Role.JUNK,
    ("prev", "next"): Role.JUNK,
    ("post", "navigation"): Role.JUNK,
    ("more", "stories"): Role.JUNK,
    ("more", "news"): Role.JUNK,
    ("more", "from"): Role.JUNK,
    ("more", "in"): Role.JUNK,
    ("more", "by"): Role.JUNK,
    ("more", "articles"): Role.JUNK,
    ("more", "posts"): Role.JUNK,
    ("latest", "news"): Role.JUNK,
    ("latest", "posts"): Role.JUNK,
    ("recent", "posts"): Role.JUNK,
    ("side", "bar"): Role.DOUBTFUL,
    ("twitter", "tweet"): Role.DOUBTFUL,  # posts of others that the page embeds
    ("twitter", "video"): Role.DOUBTFUL,
    ("instagram", "media"): Role.DOUBTFUL,
    ("tiktok", "embed"): Role.DOUBTFUL,
    ("bluesky", "embed"): Role.DOUBTFUL,
    ("reddit", "card"): Role.DOUBTFUL,
    ("sign", "up"): Role.DOUBTFUL,
    ("log", "in"): Role.DOUBTFUL,
    ("post", "meta"): Role.DOUBTFUL,
    ("entry", "meta"): Role.DOUBTFUL,
    ("article", "meta"): Role.DOUBTFUL,
    ("story", "meta"): Role.DOUBTFUL,
    ("article", "info"): Role.DOUBTFUL,
    ("fact", "box"): Role.DOUBTFUL,
    ("table", "contents"): Role.DOUBTFUL,
    ("author", "bio"): Role.DOUBTFUL | Role.PERSON,
    ("author", "box"): Role.DOUBTFUL | Role.PERSON,
    ("author", "info"): Role.DOUBTFUL | Role.PERSON,
    ("author", "card"): Role.DOUBTFUL | Role.PERSON,
    ("author", "description"): Role.DOUBTFUL | Role.PERSON,
    ("author", "profile"): Role.DOUBTFUL | Role.PERSON,
    ("author", "about"): Role.DOUBTFUL | Role.PERSON,
    ("about", "author"): Role.DOUBTFUL | Role.PERSON,
    ("about", "the"): Role.DOUBTFUL | Role.PERSON,
    ("post", "author"): Role.BYLINE,
    ("article", "body"): Role.BODY,
    ("story", "body"): Role.BODY,
    ("post", "body"): Role.BODY,
    ("entry", "content"): Role.BODY,
    ("article", "content"): Role.BODY,
    ("post", "content"): Role.BODY,
    ("story", "content"): Role.BODY,
    ("article", "text"): Role.BODY,
    ("story", "text"): Role.BODY,
    ("body", "text"): Role.BODY,
    ("body", "copy"): Role.BODY,
    ("body", "content"): Role.BODY,
    ("content", "body"): Role.BODY,
    ("rich", "text"): Role.BODY,
    ("sr", "only"): Role.HIDDEN,
    ("screen", "reader"): Role.HIDDEN,
    ("visually", "hidden"): Role.HIDDEN,
    ("print", "only"): Role.HIDDEN,
    ("article", "teaser"): Role.DEK | Role.DOUBTFUL,
    ("artikel", "teaser"): Role.DEK | Role.DOUBTFUL,
    ("teaser", "text"): Role.DEK | Role.DOUBTFUL,
    ("img", "desc"): Role.CAPTION,
    ("image", "desc"): Role.CAPTION,
    ("photo", "desc"): Role.CAPTION,
    ("pic", "info"): Role.CAPTION,
    ("topic", "path"): Role.CRUMBS | Role.DOUBTFUL,
    ("image", "description"): Role.CAPTION,
    ("img", "description"): Role.CAPTION,
    ("photo", "description"): Role.CAPTION,
    ("sub", "title"): Role.DEK,
    ("sub", "headline"): Role.DEK,
    ("sub", "head"): Role.DEK,
    ("stand", "first"): Role.DEK,
    ("by", "line"): Role.BYLINE | Role.DOUBTFUL,
    ("skip", "link"): Role.DOUBTFUL,
    ("bread", "crumb"): Role.CRUMBS | Role.DOUBTFUL,
    ("bread", "crumbs"): Role.CRUMBS | Role.DOUBTFUL,
    ("sub", "menu"): Role.DOUBTFUL,
    ("sub", "heading"): Role.DEK,
    ("info", "box"): Role.DOUBTFUL,
    ("pop", "up"): Role.DOUBTFUL,
    ("tool", "bar"): Role.DOUBTFUL,
    ("tool", "tip"): Role.HIDDEN,
    ("share", "bar"): Role.DOUBTFUL,
    ("news", "letter"): Role.JUNK,
    ("time", "stamp"): Role.DATE | Role.DOUBTFUL,
    ("date", "line"): Role.DATE | Role.DOUBTFUL,
    ("photo", "caption"): Role.CAPTION,
    ("fig", "caption"): Role.CAPTION,
    ("story", "thumbnail"): Role.JUNK,
}

#: Words before a junk word that take it back: ``has-sidebar``, ``no-ads``, ``content-with-sidebar``.
TAKES_BACK = frozenset(
    "has with no without hide show is main open after before non elementor toggle on".split()
)
TAKEN_BACK = Role.JUNK | Role.DOUBTFUL | Role.ADVERT
#: What has a foot of its own, in which it says who wrote it, and when.
FOOTED = frozenset("entry post article story content".split())
#: WordPress's post_class(): the article itself, with its tags and categories as classes.
POST = frozenset(("hentry", "post"))

# Letters beside digits are no words: "ad6ed79d-88fd" is a hash.
WORD = re.compile(r"(?<!\d)(?:[A-Z]?[a-z]++|[A-Z]++(?![a-z]))(?!\d)|a11y")


#: Without one of these words a name says nothing; about half of all names.
TELLING = frozenset(WORDS) | {first for first, _ in PAIRS}
MOST_REMEMBERED = 1 << 16  # names, and words of names: a page has some hundreds


@lru_cache(maxsize=MOST_REMEMBERED)
def roles(name: str) -> int:
    """What an element's class and id (divided by a space) say that it is."""
    name = name[:MOST_NAME]
    # The quick way, for three of four pages' names are new ones: no pattern is asked.
    if name.islower() and TELLING.isdisjoint(name.replace("-", " ").replace("_", " ").split()):
        return Role.NONE
    return _of_tokens(name.split())


def _of_tokens(tokens: list[str]) -> int:
    found = Role.NONE
    if len(tokens) > 3 and not POST.isdisjoint(tokens):
        return found  # an article with its taxonomy as classes
    for token in tokens:
        found |= _of_token(token)
    return found


@lru_cache(maxsize=MOST_REMEMBERED)
def _of_token(token: str) -> int:
    found = Role.NONE
    words = token.replace("-", " ").replace("_", " ").split()
    whole = "".join(words)
    if not (whole.isascii() and whole.isalpha() and whole.islower()):  # as most are
        words = list(map(str.lower, WORD.findall(token)))
        whole = "".join(words)
    if TELLING.isdisjoint(words):
        return found
    if whole in WORDS:
        return WORDS[whole]
    before = ""
    for word in words:
        role = WORDS.get(word, Role.NONE)
        if word == "footer" and before in FOOTED:
            role = Role.FOOT if before != "content" else Role.DOUBTFUL
        if role & TAKEN_BACK and before in TAKES_BACK:
            role = role if role & Role.MENU and before == "main" else Role.NONE
        found |= role | PAIRS.get((before, word), Role.NONE)
        before = word
    return found
