import pytest

from archiver.likeness import LIKELY, article_likeness


@pytest.mark.parametrize(
    "path",
    [
        "/2024/05/12/harbour-bridge-reopens-after-storm",
        "/story/80213.html",
        "/story/cloud-prices-fall-again-177342.html",
        "/politik/ausland/artikel-ueber-die-wahl-in-finnland-a-1234567.html",
        "/news/articles/c4nn0xyzl2ro",
        "/harbour-bridge-reopens-after-storm/",
        "/harbour-bridge-reopens-after-storm/1700384",
        "/harbour-bridge-reopens-after-storm/index.html",
        "/archives/2024/05/harbour-bridge-reopens-after-storm",
        "/articles/%E6%B8%AF%E3%81%AE%E6%A9%8B%E3%81%8C%E5%86%8D%E9%96%8B%E3%81%97%E3%81%9F",
        "/?p=12345",
        "/story.php?id=12345",
        "/nyheter/inrikes/a/kEd9Xz12/hamnbron-oppnar-igen",
    ],
)
def test_articles_are_likely(path: str) -> None:
    assert article_likeness(f"https://x.example{path}") >= LIKELY


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/index.html",
        "/security",
        "/section/e-commerce/page/2",
        "/tag/harbour-bridge",
        "/author/ann-lee",
        "/2024/05/",
        "/2024/05/12",
        "/about-us",
        "/privacy-policy",
        "/login?next=/story/80213.html",
        "/rss-feed",
        "/pictures/harbour-bridge-reopens-after-storm.jpg",
        "/sitemap.xml",
        "/page/3",
        "/world/europe",
    ],
)
def test_lists_services_and_files_are_not(path: str) -> None:
    assert article_likeness(f"https://x.example{path}") < LIKELY


@pytest.mark.parametrize(
    "url", ["", "mailto:a@x.example", "http://[", "https://x.example/" + 9999 * "a-"]
)
def test_what_is_no_address_is_no_article(url: str) -> None:
    assert article_likeness(url) == 0
