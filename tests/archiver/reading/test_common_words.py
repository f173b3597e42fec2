"""The language of a text by its commonest words."""

import subprocess
import sys

import pytest

import archiver
from archiver.reading.common_words import language_of
from archiver.reading.text import words

TEXTS = {
    "en": "The council said that it has no plan for the bridge, and that the work on it is"
    " to be done by the end of the year. It was not clear who is going to pay for it.",
    "de": "Der Rat hat erklärt, dass es für die Brücke keinen Plan gibt und dass die Arbeit"
    " bis zum Ende des Jahres getan werden soll. Es ist nicht klar, wer sie zu bezahlen hat.",
    "fr": "Le conseil a dit qu'il n'a pas de plan pour le pont et que les travaux sont à finir"
    " avant la fin de l'année. On ne sait pas qui est celui qui va payer pour cette affaire.",
    "es": "El consejo dijo que no hay un plan para el puente y que las obras se harán antes"
    " del fin de año. No se sabe quién es el que va a pagar por las obras de la ciudad.",
    "ru": "Совет сказал в понедельник, что у него нет плана для моста и что работы на нём не будут"
    " начаты до конца года. Не ясно, кто за это всё будет платить, но это было сказано от совета.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_common_words_tell_the_language(tag: str) -> None:
    assert language_of(words(TEXTS[tag])) == tag


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The end.", id="too short"),
        pytest.param(" ".join(["lorem dolor amet"] * 30), id="no common word"),
        pytest.param(" ".join(["en som det og er av at i de var"] * 5), id="two languages alike"),
        pytest.param("", id="nothing"),
    ],
)
def test_doubt_is_no_answer(text: str) -> None:
    assert language_of(words(text)) is None


def test_page_that_declares_none_is_told_by_its_words() -> None:
    article = archiver.parse(f"<h1>A bridge</h1><p>{TEXTS['en']}</p><p>{TEXTS['en']}</p>")

    assert (article.language, article.evidence["language"]) == ("en", "words")


def test_library_for_the_rest_is_loaded_only_when_it_is_needed() -> None:
    program = (
        "import sys, archiver;"
        f"archiver.parse('<h1>A bridge</h1><p>{TEXTS['en']}</p><p>{TEXTS['en']}</p>');"
        "print('py3langid' in sys.modules, 'numpy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ran.stdout.split() == ["False", "False"]
