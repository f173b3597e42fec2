# ruff: noqa: E501
"""What readers write under stories and videos."""

COMMENTS = {
    key: tuple(x.strip() for x in line.split("|"))
    for key, line in {
        "en": "About time somebody said it. | I disagree with nearly every line of this, but thank you for writing it. | Does anyone know whether the ferry takes dogs? | First! | My grandfather worked there until 1962 and he would have laughed himself hoarse. | @tom42 that is simply not true, read it again",
        "de": "Endlich sagt es mal jemand. | Und wer soll das bitte bezahlen?? | Schöner Artikel, danke! | Das war doch vor zehn Jahren schon Thema.",
        "fr": "Merci pour cet article. | Encore un qui ne prend jamais le bus... | Bravo à toute l'équipe ! | Et les livreurs, on y pense ?",
        "es": "Qué buena noticia, ya era hora. | No estoy de acuerdo en absoluto. | ¿Alguien sabe el horario? | Saludos desde Murcia.",
        "it": "Finalmente una bella notizia! | Provata ieri sera, buonissima. | Ma il parcheggio dove lo mettiamo?",
        "pt": "Que história linda! | Chorei lendo isso. | E a prefeitura, faz o quê?",
        "nl": "Dat werd tijd. | En wie gaat dat betalen? | Mooi stuk, dank!",
        "sv": "Härligt! | Var försiktiga där ute. | Minns vintern 85...",
        "pl": "Świetny tekst. | No i kto za to zapłaci? | Pozdrowienia z Krobi!",
        "cs": "Hezký článek. | A co na to starosta? | Já si počkám na Vánoce :)",
        "ru": "Наконец-то! | А зимой как ходить будет? | Спасибо, тепло написано.",
        "uk": "Дуже гарна новина! | А дітям є знижка? | Дякую волонтерам, ви неймовірні.",
        "tr": "Çok güzel olmuş, emeği geçenlere teşekkürler. | Keşke hamam kalsaydı. | Otopark var mı acaba?",
        "el": "Μπράβο στα παιδιά! | Και το γήπεδο; | Πολύ ωραίο άρθρο.",
        "ar": "فكرة رائعة، شكرا لكم. | متى تصل الحافلة إلى قريتنا؟ | بارك الله فيكم.",
        "he": "איזה יופי! | ומה עם חניה? | תודה על הכתבה.",
        "hi": "बहुत अच्छी पहल। | हमारे गाँव में भी ऐसा हो। | धन्यवाद!",
        "ja": "昔よく通いました。 | 続いてほしいですね。 | 応援しています。",
        "zh": "支持！ | 小时候常坐这个渡船。 | 希望票价别涨。",
        "ko": "좋은 소식이네요. | 저도 그 학교 졸업생입니다. | 응원합니다!",
        "vi": "Bài viết hay quá. | Mong nghề này không mất đi. | Xưởng ở đâu vậy ạ?",
        "id": "Semoga lestari terus. | Bisa pesan di mana ya? | Bangga sekali.",
    }.items()
}
