# ruff: noqa: E501
"""Articles."""

from tests.pages.kinds.make import Page


def a(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    story: str,
    meta: str,
    **more: object,
) -> Page:
    """An article."""
    return Page("article", language, site, f"https://{url}", system, f"a_{body}", meta, story, more)


RICH = "desc canonical og:article tw time ld:NewsArticle"
# A case a line.
# fmt: off
PAGES = [
    a("en", "The Harbour Ledger", "www.harbourledger.example/news/2024/03/05/harbour-bridge-to-close-for-nine-weekends", "paper_a", "paper", "en-bridge", RICH),
    a("en", "HPA", "hpa.example/wire/20240114/two-rescued-yacht-skerrow", "bare", "bare", "en-agency", "", undated=True),
    a("en", "The Harbour Ledger", "www.harbourledger.example/opinion/case-for-paying-jurors-properly", "react", "react", "en-opinion", "desc og:article ld:OpinionNewsArticle"),
    a("en", "Quarterly Craft", "quarterlycraft.example/interviews/edda-marsh", "next", "next", "en-interview", "desc og:website"),
    a("en", "Farsound", "farsound.example/the-men-who-kept-the-light/", "ghost", "ghost", "en-longread", "desc canonical og:article ld:Article"),
    a("en", "Long Way Round", "longwayround.example/2024/09/year-without-car.html", "blogger", "blogger", "en-blog", "", blurb="Notes from the number 43 bus"),
    a("en", "Home & Hearth", "homeandhearth.example/how-to-bleed-a-radiator/", "wp_classic", "wp", "en-howto", "desc og:article time yoast:WebPage"),
    a("en", "The Page Turner", "pageturner.example/reviews/the-salt-ledger", "paper_b", "paperb", "en-review", "desc og:article ld:Review"),
    a("en", "Tarnwell Instruments", "www.tarnwell.example/company/press/tarnwell-opens-second-plant", "bootstrap", "bs", "en-press", "desc og:website"),
    a("en", "Aunt Leek", "auntleek.example/leek-and-barley-broth/", "wp_block", "block", "en-recipe", "desc og:article ld:Recipe"),
    a("en", "Slow Lines", "slowlines.example/amp/seven-small-towns-worth-missing-a-train-for", "amp", "amp", "en-list", "canonical ld:NewsArticle"),
    a("en", "The Brandsea Post", "brandseapost.example/education/inside-the-vote-teachers-union", "paper_a", "metered", "en-paywalled", "desc og:article time ld:NewsArticle", meter="You have 2 free articles left this month. Enjoy unlimited access from £1 a week.", ld_more={"isAccessibleForFree": False}),
    a("de", "Elbe-Kurier", "www.elbe-kurier.example/lokales/stadtrat-streitet-ueber-hallenbad-id48210.html", "paper_a", "crowded", "de-hallenbad", RICH),
    a("de", "Elbe-Kurier", "www.elbe-kurier.example/meinung/lasst-die-schulhoefe-offen-id50117.html", "drupal7", "d7", "de-kommentar", "desc og:article ld:NewsArticle"),
    a("de", "nordpress", "nordpress.example/meldung/lastwagen-verliert-honig", "typo3", "typo3", "de-agentur", "desc"),
    a("de", "Bauen heute", "bauen-heute.example/magazin/was-ein-haus-aus-lehm-kann/", "elementor", "elementor", "de-lehm", "desc og:article yoast:WebPage"),
    a("fr", "La Gazette du Vernois", "www.gazette-vernois.example/societe/2024/03/16/le-marche-couvert-rouvre_6221.html", "react", "react", "fr-halles", RICH),
    a("fr", "Info Plaine", "infoplaine.example/depeches/seisme-magnitude-4-1", "portal", "portal", "fr-depeche", "og:article"),
    a("es", "El Correo de Aldana", "www.correoaldana.example/sociedad/embalse-vuelve-llenarse-20240402.html", "paper_a", "paper", "es-embalse", RICH),
    a("es", "Cocina Fresca", "cocinafresca.example/cinco-sopas-frias", "next", "next", "es-lista", "desc og:article ld:Article"),
    a("it", "Il Foglio della Valle", "www.fogliodellavalle.example/cultura/24_febbraio_09/affresco-sacrestia.shtml", "paper_b", "paperb", "it-affresco", RICH),
    a("it", "Pentole e Ortiche", "pentoleeortiche.example/2024/04/risotto-ortiche.html", "blogger", "blogger", "it-ricetta", "og:article"),
    a("pt", "Agora Capital", "agoracapital.example/amp/a-rendeira-que-ensinou-uma-cidade", "amp", "amp", "pt-rendeira", "canonical ld:NewsArticle"),
    a("nl", "Wieldam Courant", "wieldamcourant.example/regio/sluis-oosterwiel-dicht~a48211", "drupal9", "d9", "nl-sluis", "desc og:article ld:NewsArticle", node_type="article"),
    a("sv", "Storviksbladet", "storviksbladet.example/nyheter/isen-lade-sig-tidigt", "components", "components", "sv-is", "desc og:website"),
    a("pl", "Dzwonnik", "dzwonnik.example/index.php/rozmowy/412-dzwon", "joomla", "joomla", "pl-dzwony", ""),
    a("cs", "Rybník dnes", "rybnikdnes.example/clanek.php?id=8813", "table2004", "table", "cs-rybnikari", ""),
    a("ru", "Листвянка", "listvyanka.example/news/2024/05/17/parom", "vue", "vue", "ru-parom", "og:article ld:NewsArticle"),
    a("uk", "Верховина", "verkhovyna.example/podorozhi/vuzkokolijka.html", "wp_classic", "wp", "uk-kolijka", "desc og:article time yoast:WebPage"),
    a("tr", "Çınar Haber", "cinarhaber.example/Haber.aspx?id=44821", "aspnet", "aspnet", "tr-hamam", "og:article"),
    a("el", "Παραλία", "paralia.example/politismos/psifidoto-gipedo/", "paper_a", "crowded", "el-psifidoto", "desc og:article"),
    a("ar", "نوافذ", "nawafidh.example/culture/2024/3/19/maktaba", "bootstrap", "bs", "ar-maktaba", RICH),
    a("he", "הגדה", "hagada.example/article/nachal-arar", "paper_b", "paperb", "he-nachal", "desc og:article"),
    a("hi", "पटरी समाचार", "patrisamachar.example/rajya/rail-dibba-school-48112.html", "paper_a", "paper", "hi-school", RICH),
    a("ja", "まつかぜ新聞", "matsukaze.example/articles/20240226-sento.html", "portal", "portal", "ja-sento", "desc"),
    a("zh", "江岸日报", "jiangandaily.example/2024-06/18/content_88213.htm", "portal", "portal", "zh-dukou", ""),
    a("ko", "산내일보", "sannaeilbo.example/news/articleView.html?idxno=20113", "portal", "portal", "ko-peegyo", "og:article", side=True),
    a("vi", "Bến Sông", "bensong.example/van-hoa/xuong-giay-do-cuoi-cung-4811.html", "bootstrap", "bs", "vi-giaydo", "desc og:article ld:NewsArticle"),
    a("id", "Kabar Wringin", "kabarwringin.example/budaya/perajin-payung-kertas", "wp_block", "block", "id-payung", "desc og:article"),
    a("ru", "Пешком", "peshkom.example/kolonki/gorod.htm", "nineties", "nineties", "ru-kolonka", ""),
]
# fmt: on
