"""The language of a page: as it declares it, else told by its text."""

import pytest

import archiver
from archiver.reading import access

pytest.importorskip("pycld2", reason="no wheel of pycld2 for this machine")

TEXTS = {
    "en": "The council said that it has no plan for the bridge, and that the work on it is"
    " to be done by the end of the year. It was not clear who is going to pay for it. ",
    "de": "Der Rat hat erklärt, dass es für die Brücke keinen Plan gibt und dass die Arbeit"
    " bis zum Ende des Jahres getan werden soll. Es ist nicht klar, wer sie zu bezahlen hat. ",
    "ru": "Совет сказал в понедельник, что у него нет плана для моста и что работы на нём не будут"
    " начаты до конца года. Не ясно, кто за это всё будет платить. ",
    "ja": "市議会は月曜日、橋についての計画はないと述べた。工事は年末までに行われる予定だが、"
    "費用を誰が負担するのかは明らかになっていない。住民は説明を求めている。市長は来週、記者会見を開くと発表した。",
    "he": "המועצה הודיעה ביום שני שאין לה תוכנית לגשר ושהעבודות עליו יסתיימו עד סוף השנה. לא"
    " ברור מי ישלם על כך, והתושבים מבקשים הסבר. ראש העיר יקיים מסיבת עיתונאים בשבוע הבא. ",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_page_that_declares_none_is_told_by_its_text(tag: str) -> None:
    article = archiver.parse(f"<h1>A bridge</h1><p>{TEXTS[tag] * 2}</p>")

    assert (article.language, article.evidence["language"]) == (tag, "detected")


def test_declared_language_is_believed() -> None:
    article = archiver.parse(f"<html lang='de-ch'><h1>A bridge</h1><p>{TEXTS['en'] * 2}</p></html>")

    assert (article.language, article.evidence["language"]) == ("de-CH", "html:lang")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The end of it.", id="too short"),
        pytest.param("1234 5678 90 " * 60, id="no word"),
        pytest.param("xkcd qwrt zzpf vbnm " * 40, id="no language"),
        pytest.param("", id="nothing"),
    ],
)
def test_doubt_is_no_answer(text: str) -> None:
    assert archiver.parse(f"<h1>A</h1><p>{text}</p>").language is None


def test_without_the_library_no_language_is_told_by_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(access, "pycld2", None)

    assert archiver.parse(f"<h1>A bridge</h1><p>{TEXTS['en'] * 2}</p>").language is None


def test_characters_that_are_no_text_do_not_hinder() -> None:
    text = TEXTS["en"].replace(" has ", " \x85has\ufdd0 ") * 2

    assert archiver.parse(f"<h1>A bridge</h1><p>{text}</p>").language == "en"
