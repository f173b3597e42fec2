# ruff: noqa: E501
"""Front pages, sections, tags, authors, search results and archives."""

from tests.pages.kinds.make import Page
from tests.pages.kinds.texts import STORIES


def listing(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    title: str,
    meta: str,
    **more: object,
) -> Page:
    """A listing."""
    about = {
        "title": title,
        "page_type": "section",
        "view": "category",
        "body_class": "archive tag",
    }
    return Page(
        "listing", language, site, f"https://{url}", system, f"l_{body}", meta, "", about | more
    )


def some(*keys: str) -> list[object]:
    """Stories that a listing prints at length."""
    return [STORIES[x] for x in keys]


JOAN = [
    "Joan Petrakis has written a column for the Ledger since 2011. Before that she was a court reporter for nine years and, briefly and unsuccessfully, a juror.",
    "She is the author of two books about small towns and lives in one, with a deaf dog.",
]
AYLIN = [
    "Aylin Kurtz, Jahrgang 1984, schreibt über Wissenschaft und Bauen. Nach dem Studium der Physik in Göttingen volontierte sie beim Elbe-Kurier, dem sie bis heute treu ist."
]
OLGA = [
    "Ольга Ветрова пишет о городах и реках. Окончила исторический факультет, работала экскурсоводом, десять лет в редакции."
]
# A case a line.
# fmt: off
PAGES = [
    listing("en", "The Harbour Ledger", "www.harbourledger.example/", "paper_a", "front", "The Harbour Ledger: news from the coast and beyond", "desc og:website ld:WebSite", text="News, comment and sport from the coast and beyond."),
    listing("en", "The Harbour Ledger", "www.harbourledger.example/business", "react", "react", "Business", "desc og:website ld:CollectionPage"),
    listing("en", "The Harbour Ledger", "www.harbourledger.example/by/joan-petrakis", "paper_b", "author", "Joan Petrakis", "desc og:profile", bio=JOAN),
    listing("en", "Long Way Round", "longwayround.example/", "blogger", "blogger", "Latest", "", posts=some("en-blog", "en-howto", "en-recipe"), blurb="Notes from the number 43 bus"),
    listing("en", "Aunt Leek", "auntleek.example/blog/", "wp_classic", "wpfull", "Blog", "desc og:article yoast:CollectionPage", posts=some("en-recipe", "en-list", "en-blog")),
    listing("en", "Home & Hearth", "homeandhearth.example/tag/heating/", "wp_classic", "wp", "Tag: heating", "desc og:article yoast:CollectionPage", heading="Tag Archives: heating"),
    listing("en", "Skerrow Times", "skerrowtimes.example/", "table2004", "table", "Skerrow Times Online", ""),
    listing("en", "Skerrow Times", "skerrowtimes.example/archive/2024/05/", "bare", "archive", "Archive: May 2024", ""),
    listing("en", "The Brandsea Post", "brandseapost.example/search?q=harbour", "bootstrap", "search", "Search results for “harbour”", "og:article", query="harbour"),
    listing("en", "Farsound", "farsound.example/tag/islands/", "ghost", "ghost", "Islands", "desc og:website", body_class="tag-template", text="Everything we have published about places that the tide cuts off."),
    listing("en", "HPA", "hpa.example/latest", "paper_a", "ticker", "Latest headlines", "og:article"),
    listing("en", "Slow Lines", "slowlines.example/amp/", "amp", "amp", "Slow Lines", "canonical ld:NewsArticle"),
    listing("en", "Quarterly Craft", "quarterlycraft.example/interviews", "next", "next", "Interviews", "desc og:article tw"),
    listing("de", "Elbe-Kurier", "www.elbe-kurier.example/", "paper_a", "front", "Elbe-Kurier – Nachrichten aus der Elbmarsch", "desc og:website"),
    listing("de", "Elbe-Kurier", "www.elbe-kurier.example/lokales/", "paper_a", "opener", "Lokales", "desc og:article ld:NewsArticle", posts=some("de-hallenbad"), text="Alles, was zwischen Geest und Deich geschieht."),
    listing("de", "Elbe-Kurier", "www.elbe-kurier.example/autoren/aylin-kurtz", "paper_b", "author", "Aylin Kurtz", "og:article", bio=AYLIN),
    listing("de", "nordpress", "nordpress.example/meldungen", "typo3", "typo3", "Aktuelle Meldungen", ""),
    listing("de", "Bauen heute", "bauen-heute.example/thema/lehm/", "elementor", "elementor", "Thema: Lehm", "desc og:article yoast:CollectionPage"),
    listing("de", "Samtgemeinde Oste", "oste.example/aktuelles", "drupal9", "d9", "Aktuelles", "desc", text="Bekanntmachungen und Nachrichten aus dem Rathaus."),
    listing("de", "Elbe-Kurier", "www.elbe-kurier.example/suche?q=deich", "bootstrap", "search", "Suche nach »deich«", "", query="deich"),
    listing("fr", "La Gazette du Vernois", "www.gazette-vernois.example/culture/", "react", "react", "Culture", "desc og:website ld:CollectionPage"),
    listing("fr", "Rue Commune", "ruecommune.example/tribunes", "drupal7", "d7", "Tribunes", "", text="Vous avez quelque chose à dire ? Écrivez-nous, nous publions une lettre par semaine."),
    listing("fr", "Info Plaine", "infoplaine.example/", "portal", "portal", "Toute l'actualité", "og:article"),
    listing("es", "El Correo de Aldana", "www.correoaldana.example/", "paper_a", "front", "El Correo de Aldana: noticias de última hora", "desc og:article"),
    listing("es", "Voces", "voces.example/autor/gonzalo-tejada/", "wp_classic", "wp", "Gonzalo Tejada", "desc og:profile yoast:ProfilePage", heading="Autor: Gonzalo Tejada"),
    listing("es", "Cocina Fresca", "cocinafresca.example/recetas", "next", "next", "Recetas", "desc og:website"),
    listing("it", "Il Foglio della Valle", "www.fogliodellavalle.example/cronaca/", "paper_a", "opener", "Cronaca", "desc og:website", posts=some("it-affresco"), text="La valle giorno per giorno."),
    listing("it", "Pentole e Ortiche", "pentoleeortiche.example/search/label/riso", "blogger", "blogger", "Visualizzazione dei post con etichetta riso", "", posts=some("it-ricetta", "it-affresco")),
    listing("pt", "Agora Capital", "agoracapital.example/ultimas", "vue", "vue", "enchentes", "og:article"),
    listing("pt", "Diário da Serra", "diariodaserra.example/esportes", "wp_block", "block", "Esportes", "desc og:website"),
    listing("nl", "Wieldam Courant", "wieldamcourant.example/regio", "drupal9", "d9", "Regio", "desc og:website", text="Nieuws uit de stad en de polder."),
    listing("sv", "Storviksbladet", "storviksbladet.example/nyheter", "components", "components", "Nyheter", "og:website"),
    listing("pl", "Dzwonnik", "dzwonnik.example/index.php/rozmowy", "joomla", "joomla", "Rozmowy", "", text="Ludzie, którzy coś robią i potrafią o tym opowiedzieć."),
    listing("pl", "Gazeta Warciańska", "gazetawarcianska.example/", "table2004", "table", "Gazeta Warciańska", ""),
    listing("cs", "Rybník dnes", "rybnikdnes.example/rubrika.aspx?id=4", "aspnet", "aspnet", "Regiony", ""),
    listing("ru", "Листвянка", "listvyanka.example/authors/vetrova", "paper_b", "author", "Ольга Ветрова", "og:profile", bio=OLGA),
    listing("ru", "Пешком", "peshkom.example/arhiv.htm", "nineties", "nineties", "Архив колонок", ""),
    listing("uk", "Верховина", "verkhovyna.example/", "paper_a", "ticker", "Стрічка новин", "og:article"),
    listing("tr", "Çınar Haber", "cinarhaber.example/Kategori.aspx?cat=5", "aspnet", "aspnet", "Kültür haberleri", "og:website"),
    listing("el", "Παραλία", "paralia.example/etiketa/limani/", "wp_classic", "wp", "Ετικέτα: λιμάνι", "og:article yoast:CollectionPage"),
    listing("ar", "نوافذ", "nawafidh.example/", "paper_a", "front", "نوافذ - أخبار وتحليلات", "desc og:website ld:NewsArticle"),
    listing("he", "הגדה", "hagada.example/opinions", "bare", "bare", "דעות", ""),
    listing("ja", "まつかぜ新聞", "matsukaze.example/list/chiiki/", "portal", "portal", "地域のニュース一覧", "desc og:article"),
    listing("ko", "산내일보", "sannaeilbo.example/news/articleList.html?sc_section_code=S1N5", "portal", "portal", "사회", "og:website"),
    listing("vi", "Bến Sông", "bensong.example/tim-kiem?q=ph%C3%A0", "bootstrap", "search", "Kết quả tìm kiếm: phà", "", query="phà"),
]
# fmt: on
