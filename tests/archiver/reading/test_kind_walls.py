"""Walls are told from the stories behind them, in many languages."""

import pytest

import archiver
from tests.archiver.reading.test_kind import PARAGRAPH, ld, page

STORY = ld('{"@type": "NewsArticle", "headline": "The wall", "datePublished": "2024-05-01"}')
URL = "https://paper.example/2024/05/01/the-harbour-wall-stays"


def wall(body: str, head: str = "", title: str = "The Post", url: str | None = URL) -> str | None:
    """What sort of wall the page is."""
    found = archiver.parse(page(body, head, title), url)
    return found.evidence["kind"] if found.kind == "wall" else None


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "Already a subscriber? Log in",
        "Diesen Artikel weiterlesen mit dem Abo",
        "Cet article est réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
        "Contenuto riservato agli abbonati",
        "Conteúdo exclusivo para assinantes",
        "Dit artikel is alleen voor abonnees",
        "Artykuł tylko dla prenumeratorów",
        "Только для подписчиков",
        "この記事は会員限定です",
        "订阅后继续阅读",
    ],
)
def test_a_stub_before_an_offer_to_subscribe_is_a_wall(line: str) -> None:
    body = f"<h1>The wall stays</h1>{PARAGRAPH}<div><p>{line}</p></div>"

    assert wall(body, STORY) == "offer to subscribe"


def test_a_stub_that_says_it_is_not_free_is_a_wall() -> None:
    head = ld('{"@type": "NewsArticle", "headline": "The wall", "isAccessibleForFree": false}')

    assert wall(f"<h1>The wall stays</h1>{PARAGRAPH}", head) == "paywalled, short"


def test_a_whole_story_is_no_wall_for_offering_a_subscription() -> None:
    body = f"<h1>The wall stays</h1>{6 * PARAGRAPH}<p>Subscribe to continue reading</p>"

    assert wall(body, STORY) is None


def test_a_list_with_stories_for_subscribers_is_no_wall() -> None:
    teasers = "".join(
        f'<li><a href="/2024/05/{n}/a-story-of-many-words">A story of the harbour and the town and '
        f"of the wall between them, told in full, number {n}</a><p>Subscribers only</p></li>"
        for n in range(60)
    )

    assert wall(f"<h1>News</h1><ul>{teasers}</ul>", url="https://post.example/news") is None


@pytest.mark.parametrize(
    "heading",
    [
        "404",
        "Error 404 – Page not found",
        "Sorry, this page could not be found",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Pagina non trovata",
        "Página não encontrada",
        "Pagina niet gevonden",
        "Sidan hittades inte",
        "Strona nie została znaleziona",
        "Страница не найдена",
        "Sayfa bulunamadı",
        "ページが見つかりません",
        "页面不存在",
        "페이지를 찾을 수 없습니다",
    ],
)
def test_an_error_page_served_as_a_page_is_a_wall(heading: str) -> None:
    body = f"<h1>{heading}</h1><p>Perhaps one of these helps.</p>"

    assert wall(body) == "error page"
    assert wall(f"<p>{'So it goes. ' * 9}</p>", title=f"{heading} | The Post") == "error page"


def test_an_error_page_that_offers_the_latest_stories_is_a_wall() -> None:
    assert wall(f"<h1>Page not found</h1>{6 * PARAGRAPH}") == "error page"


def test_a_story_about_errors_is_no_wall() -> None:
    title = "Why every fourth page is not found, and what libraries do about the holes in the web"

    assert wall(f"<h1>{title}</h1>{6 * PARAGRAPH}", title=title) is None
    assert wall(f"<h1>Page not found</h1>{6 * PARAGRAPH}", STORY) is None


@pytest.mark.parametrize(
    "line",
    [
        "Verify you are human by completing the action below.",
        "Please enable JavaScript and cookies to continue",
        "Bitte bestätigen Sie, dass Sie ein Mensch sind",
        "Vérifiez que vous êtes un humain",
        "Verifica que eres humano",
        "Подтвердите, что вы не робот",
        "ロボットではありません",
        "请完成安全验证",
    ],
)
def test_a_question_to_prove_that_one_is_human_is_a_wall(line: str) -> None:
    assert wall(f"<p>{line}</p>") == "check for robots"


def test_a_check_is_told_by_its_title_where_a_script_writes_the_rest() -> None:
    assert wall("<p>Please wait.</p>", title="Just a moment...") == "check for robots"


@pytest.mark.parametrize(
    "line",
    [
        "We value your privacy",
        "Mit Werbung weiterlesen oder Pur-Abo abschließen",
        "Continuer sans accepter",
        "Valoramos tu privacidad",
        "Noi e i nostri partner",
        "Wij en onze partners",
        "Cenimy Twoją prywatność",
    ],
)
def test_a_page_that_only_asks_for_consent_is_a_wall(line: str) -> None:
    body = f"<h1>Before the news</h1><p>{line}. {'We store data on your device. ' * 8}</p>"

    assert wall(body) == "consent"


def test_a_story_with_a_dialogue_for_consent_is_no_wall() -> None:
    dialogue = '<div class="cookie-consent"><p>We value your privacy. Accept all cookies.</p></div>'

    assert wall(f"{dialogue}<h1>The wall stays</h1>{5 * PARAGRAPH}") is None


@pytest.mark.parametrize("title", ["Log in", "Anmelden", "Connexion", "Iniciar sesión", "ログイン"])
def test_a_login_is_a_wall(title: str) -> None:
    form = '<form><p>Name</p><input name="u"><p>Word</p><input type="password"></form>'

    assert wall(f"<h1>{title}</h1>{form}", title=title) == "login"


def test_a_story_above_a_login_box_is_no_wall() -> None:
    form = '<form><input name="u"><input type="password"></form>'

    assert wall(f"<h1>The wall stays</h1>{6 * PARAGRAPH}{form}") is None


def test_a_price_beside_the_button_of_a_subscription_is_an_offer() -> None:
    offer = "<div><p>£1</p><p>then £9.90</p><div><a href='/s'>Subscribe</a></div></div>"

    assert wall(f"<h1>The wall stays</h1>{PARAGRAPH}{offer}", STORY) == "offer to subscribe"


@pytest.mark.parametrize(
    ("heading", "sort"),
    [
        ("Are you over 18?", "question of age"),
        ("Sind Sie volljährig?", "question of age"),
        ("Unavailable due to legal reasons", "not for this country"),
        ("You are using an ad blocker", "blocker of advertising"),
        ("Down for maintenance", "repairs"),
        ("Wartungsarbeiten", "repairs"),
        ("En mantenimiento", "repairs"),
        ("Технические работы", "repairs"),
    ],
)
def test_other_bars_are_told_by_their_headings(heading: str, sort: str) -> None:
    body = f"<h1>{heading}</h1><p>Thank you for your patience, and come back another day.</p>"

    assert wall(body, '<meta property="og:type" content="article">') == sort
