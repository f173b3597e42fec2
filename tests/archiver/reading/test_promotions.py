"""Lines that stand in and after a story and are none of it, in many languages."""

import pytest

from archiver.reading.promotions import END, is_promotion

PROMOTIONS = [
    "This entry was posted on Tuesday, May 7th, 2008 at 11:42 pm and is filed under Local.",
    "Follow Mara Quill on X @quill",
    "Помітили помилку? Виділіть її мишкою та натисніть Ctrl+Enter.",
    "Нашли опечатку в тексте? Выделите её.",
    "(Borítókép: Kovács Anna)",
    "原标题：河镇图书馆开放",
    "Abonnieren Sie unseren Newsletter",
    "Inscrivez-vous à notre newsletter du matin",
    "Suscríbete a nuestro boletín y recibe lo mejor del río",
    "Iscriviti al canale WhatsApp della valle",
    "Assine a newsletter do rio",
    "Meld je aan voor onze nieuwsbrief",
    "Prenumerera på vårt nyhetsbrev",
    "Zapisz się na newsletter",
    "Подписывайтесь на наш канал в Telegram",
    "Стежте за нами у Facebook",
    "Tilaa uutiskirje",
    "Tous droits réservés",
    "© 2024. Todos los derechos reservados.",
    "Riproduzione riservata",
    "無断転載を禁じます",
    "Фото: Мария Перо",
    "Imagen: Mara Quill",
    "Źródło: rzeka.example",
    "写真：川の町",
    "Avec AFP",
    "(Con información de la agencia del río)",
    "Mit Agenturmaterial.",
    "Publié le 3 mai 2024 à 10h",
    "Обновлено: 3 мая 2024",
    "Реклама",
    "1月14日",
    "2024年5月1日 10時30分",
    "おすすめ情報",
    "[/column_text][/column][/row]",
    '[video-player id="river" name="The Flood"]',
    "The reading room on its first day. | Photo by Mara Quill",
    "Don't have an account? Create Account",
    "If you enjoyed reading this post, would you consider supporting our work? Thanks!",
    "Did you make this recipe? Leave a star rating below.",
    "Möchten Sie den Artikel teilen?",
    "Hat Ihnen dieser Artikel gefallen? Dann empfehlen Sie ihn weiter.",
    "Cet article vous a plu ? Partagez-le.",
    "¿Te ha gustado este artículo? Compártelo",
    "Gostou do artigo? Compartilhe",
    "Sie sind aktuell nicht eingeloggt.",
    "You must be logged in to post a comment.",
    "Turn on desktop notifications for news of the river.",
    "Benachrichtigung aktivieren Dürfen wir Sie über die wichtigsten Nachrichten informieren?",
    "Wir respektieren deine Privatsphäre und verbinden dich deshalb nicht mit anderen Seiten.",
    "Get the latest news straight to your phone with the River app.",
    "Get the FREE eBook!",
    "This story is funded by readers like you",
    "Lust auf mehr? Melde dich hier für unseren Newsletter an!",
    "Anzeige, enthält Affiliate Links",
    "Editorial Note: The River may contain affiliate links on some articles.",
    "As an Amazon Associate I earn from qualifying purchases.",
    "SUGGESTED CITATION Quill, Mara: The Flood, River Blog, 2024/5/03.",
    "Page 1 of 8",
    "In partnership with",
    "Beitragsbild: Die Schleuse im Mai",
    "(Credit: Mara Quill / The River)",
    "The water rose for nine days. See for yourself! Read more",
    "Das Wasser stieg neun Tage lang. Weiterlesen »",
    "Dieser Artikel wurde ausgedruckt unter der Adresse: https://fluss.example/1",
    "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.",
    "The Valley is read by all. Bookmark us, and sign up for our daily newsletter, Tide, here.",
]
ENDS = [
    "À propos de l’auteur",
    "Sobre la autora",
    "Sull'autore",
    "Sobre o autor",
    "Over de auteur",
    "Om författaren",
    "O autorze",
    "O autorovi",
    "Об авторе",
    "Yazar hakkında",
    "A szerzőről",
    "この記事を書いた人",
    "기자 소개",
    "作者简介",
    "عن الكاتب",
    "Reacties (12)",
]
SENTENCES = [
    "Suivez la rivière jusqu'au pont, puis tournez à gauche.",
    "Imagen y sonido no siempre van juntos en el río.",
    "Publié par une petite maison, le livre a eu trois éditions.",
    "Avec l'aide de ses voisins, elle a bâti la bibliothèque.",
    "Следите за рекой, говорил мой дед, и она скажет вам всё.",
    "Volg het water, zei zij, en je komt vanzelf bij de zee.",
    "Con información tan escasa, nadie quiso hablar.",
    "If you enjoyed this river, you will love the sea, she used to say.",
    "Did you make it home before the flood? I did, and I went to bed.",
    "They wanted to read more",
    "Sie wollte weiterlesen.",
    "Page 1 of the report was missing.",
    "Get the latest figures from the harbour office, he said.",
]


@pytest.mark.parametrize("line", PROMOTIONS)
def test_a_line_that_offers_or_credits_something_is_none_of_the_story(line: str) -> None:
    assert is_promotion(line)


@pytest.mark.parametrize("heading", ENDS)
def test_a_heading_of_what_comes_after_a_story(heading: str) -> None:
    assert END.match(heading)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_with_such_a_word_is_part_of_the_story(sentence: str) -> None:
    assert not is_promotion(sentence)
    assert not END.match(sentence)
