# ruff: noqa: E501
"""What is neither a story, nor a list of stories, nor a wall."""

from tests.pages.kinds.make import Page


def other(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    meta: str,
    title: str,
    **more: object,
) -> Page:
    """Another page."""
    about = {"title": title, "side": False, "page_type": "page"}
    return Page(
        "other", language, site, f"https://{url}", system, f"o_{body}", meta, "", about | more
    )


def posts(text: str) -> list[list[str]]:
    """What people wrote: `name | when | text` a line."""
    return [[x.strip() for x in line.split("|")] for line in text.strip().splitlines()]


def chapters(text: str) -> list[tuple[str, list[str]]]:
    """Headings (`# `) and the lines below each."""
    found: list[tuple[str, list[str]]] = []
    for line in text.strip().splitlines():
        if line.startswith("# "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


JSON = '{"status":"ok","page":1,"total":2,"articles":[{"id":114532,"title":"Two rescued after yacht runs aground","body":"Two sailors were lifted from a stranded yacht early on Sunday.","published":"2024-01-14T07:15:00Z"},{"id":114533,"title":"Frost warning for orchards","body":"Growers lit candles between the rows.","published":"2024-04-20T05:00:00Z"}]}'
XML = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Elbe-Kurier</title><link>https://www.elbe-kurier.example/</link>\n<item><title>Erste Störche gesichtet</title><description>So früh wie nie sind die Vögel zurückgekehrt.</description></item>\n</channel></rss>'
PAGES = [
    # People talking
    other(
        "en",
        "Boatyard Talk",
        "boatyard.example/t/mast-step-rotten/8812",
        "components",
        "discourse",
        "desc og:article",
        "Mast step rotten: cut it out or leave it?",
        menu="Latest|Top|Boatyard|Engines|Sails|Off topic",
        posts=posts("""
wetfeet | Feb 3 | Took the floor up on Sunday and the mast step is like wet cake on the port side. She's a 1971 sloop, glass over ply. The rest of the hull is sound as far as I can tell. Would you cut the whole thing out, or dig out the soft bit and fill with epoxy? I'd like to sail her in May.
old_gaffer | Feb 3 | Cut it out. I filled mine in 2012 and did the job twice. It isn't the step that worries me, it's whatever kept it wet.
marnie_k | Feb 4 | +1 for finding the leak first. Mine was the mast boot, ten minutes and a bicycle tube.
wetfeet | Feb 6 | Found it! Deck fitting for the old radio. I'll cut. Pictures when my hands are clean.
old_gaffer | Feb 6 | Good lad.
"""),
    ),
    other(
        "en",
        "Askery",
        "askery.example/questions/40213/why-does-my-sourdough-collapse",
        "bootstrap",
        "qa",
        "og:website ld:QAPage",
        "Why does my sourdough collapse when I score it?",
        menu="Questions|Tags|Users|Badges|Unanswered|Ask",
        posts=posts("""
breadless | asked Mar 2 at 9:14 | My dough looks fine in the basket, but as soon as the blade touches it, it sighs and spreads. I proof for four hours at 26 degrees. What am I doing wrong?
crumbly | answered Mar 2 at 10:40 | It is over-proofed. At that temperature two and a half hours are plenty. Press it with a finger: if the dent does not come back at all, you are too late.
millwright | answered Mar 3 at 7:02 | Also check your flour. With less than eleven per cent of protein, the skin cannot hold the cut.
"""),
    ),
    other(
        "de",
        "Gartenfreunde-Forum",
        "gartenforum.example/viewtopic.php?t=4412",
        "forum",
        "thread",
        "og:article",
        "Mohn blüht dieses Jahr so blass?",
        posts=posts("""
Lehmboden | So 9. Jun 2024, 18:12 | Moin zusammen, mein Klatschmohn ist dieses Jahr eher rosa als rot. Samen vom letzten Jahr, gleicher Platz. Woran kann das liegen?
Tante_Trude | So 9. Jun 2024, 19:40 | Bei mir auch! Ich tippe auf den vielen Regen im April.
hacke77 | Mo 10. Jun 2024, 07:03 | Staunässe. Bisschen Sand einarbeiten, dann wird das wieder. LG
Lehmboden | Mo 10. Jun 2024, 20:15 | Danke euch, dann probiere ich das im Herbst.
"""),
    ),
    other(
        "ru",
        "Форум паромщиков",
        "paromforum.example/topic.php?id=311",
        "table2004",
        "table_thread",
        "",
        "Какое масло лить зимой?",
        menu="Форум|Двигатели|Переправы|Барахолка|Правила|Пользователи|Поиск|Архив",
        posts=posts("""
Егор | 12.11.2024 21:03 | Мужики, подскажите, чем заливаете редуктор на зиму? В прошлом году загустело так, что еле провернули.
Механик | 12.11.2024 22:17 | Синтетику, и не жалей. И подогрев поставь, копейки стоит.
Валя | 13.11.2024 08:40 | У нас на базе есть, приезжай, нальём.
"""),
    ),
    # Manuals and help
    other(
        "en",
        "tidelib",
        "tidelib.example/en/latest/quickstart.html",
        "docs",
        "docs",
        "",
        "Quickstart",
        chapters=[
            "Installation",
            "Quickstart",
            "Stations",
            "Time zones",
            "API reference",
            "Changelog",
        ],
        parts=chapters("""
# Installation
The library needs nothing but a working compiler. Install it with your package manager, then check that the command line tool answers.
$ tide --version
# Your first prediction
A prediction needs a station and a day. Stations are named by their port; the list can be printed with the command below.
$ tide stations --near 54.1,8.9
Times are given in the zone of the station unless you ask for another one. Heights refer to chart datum.
# What can go wrong
If a station has fewer than four constituents, the library raises an error rather than guess. Add the missing ones to your station file or choose a neighbouring port.
"""),
    ),
    other(
        "de",
        "Wellenmesser Hilfe",
        "hilfe.wellenmesser.example/artikel/sensor-kalibrieren",
        "drupal9",
        "manual",
        "desc og:article ld:TechArticle",
        "Sensor kalibrieren",
        menu="Erste Schritte|Sensoren|App|Störungen|Garantie|Downloads|Kontakt|Zubehör",
        parts=chapters("""
# Wann ist eine Kalibrierung nötig?
Kalibrieren Sie den Sensor nach jedem Batteriewechsel und mindestens einmal im Jahr. Das Gerät erinnert Sie mit einem gelben Blinken daran.
# So gehen Sie vor
Legen Sie den Sensor in ein Gefäß mit klarem Leitungswasser und warten Sie zehn Minuten. Halten Sie dann die Taste drei Sekunden lang gedrückt.
Erscheint auf der Anzeige ein Haken, ist die Kalibrierung abgeschlossen. Erscheint ein Kreuz, wiederholen Sie den Vorgang mit frischem Wasser.
# Hat Ihnen das geholfen?
Wenn nicht, schreiben Sie uns. Wir antworten werktags innerhalb von vier Stunden.
"""),
    ),
    other(
        "es",
        "Almazara Docs",
        "docs.almazara.example/guia/etiquetas",
        "docs",
        "docs",
        "og:article",
        "Configurar etiquetas",
        chapters=["Introducción", "Etiquetas", "Lotes", "Exportar"],
        parts=chapters("""
# Crear una etiqueta
Cada lote lleva una etiqueta con su variedad y su fecha de prensado. Para crearla, abra el menú Lotes y pulse Nuevo.
$ almazara etiqueta --lote 44 --formato a6
# Imprimir
Si la impresora no aparece en la lista, compruebe que está encendida y en la misma red.
"""),
    ),
    other(
        "en",
        "The Harbour Ledger",
        "www.harbourledger.example/help/faq",
        "paper_a",
        "faq",
        "og:article ld:FAQPage",
        "Frequently asked questions",
        faq=[
            (
                "How do I cancel my subscription?",
                "Open your account page and choose Cancel. You keep access until the end of the month you have paid for.",
            ),
            (
                "Can I read the paper abroad?",
                "Yes. The app works everywhere, and the crossword works even without a connection.",
            ),
            (
                "My paper did not arrive. What now?",
                "Call us before ten and we shall bring another one by noon, or credit the day to your account.",
            ),
            (
                "How can I correct a mistake in an article?",
                "Write to the readers' editor. Corrections are printed every Saturday.",
            ),
        ],
    ),
    other(
        "ko",
        "산내은행",
        "sannaebank.example/help/faq.do",
        "portal",
        "faq",
        "",
        "자주 묻는 질문",
        menu="조회|이체|예금|대출|카드|외환|고객센터|인증센터|금융상품몰",
        faq=[
            (
                "비밀번호를 잊어버렸어요.",
                "영업점을 방문하시거나 앱에서 본인 확인 후 다시 설정하실 수 있습니다.",
            ),
            ("이체 한도는 어떻게 올리나요?", "신분증을 지참하고 가까운 영업점을 방문해 주세요."),
            (
                "해외에서도 카드를 쓸 수 있나요?",
                "출국 전에 해외 사용을 신청하시면 바로 이용하실 수 있습니다.",
            ),
        ],
    ),
    # Hardly pages
    other(
        "en",
        "Skerrow Times",
        "skerrowtimes.example/news/0.html",
        "paper_b",
        "empty",
        "og:article",
        "Skerrow Times",
    ),
    other("en", "HPA", "api.hpa.example/v1/articles?page=1", "none", "pre", "", "HPA", raw=JSON),
    other(
        "de",
        "Elbe-Kurier",
        "www.elbe-kurier.example/rss.xml",
        "none",
        "pre",
        "",
        "Elbe-Kurier",
        raw=XML,
    ),
    other(
        "uk",
        "Верховина",
        "verkhovyna.example/privacy",
        "wp_classic",
        "legal",
        "og:article",
        "Політика конфіденційності",
        text="Ця сторінка пояснює, які дані ми збираємо і навіщо.",
        parts=chapters("""
# Які дані ми збираємо
Коли ви залишаєте коментар, ми зберігаємо ваше ім'я, адресу пошти та IP-адресу, щоб вирізняти спам.
Коли ви підписуєтеся на розсилку, ми зберігаємо лише адресу.
# Як довго ми їх зберігаємо
Коментарі зберігаються, доки існує сторінка. Адресу з розсилки вилучаємо того ж дня, коли ви відписалися.
# Ваші права
Ви можете попросити копію своїх даних або їх вилучення, написавши до редакції.
"""),
    ),
    other(
        "he",
        "מזג האוויר היום",
        "mezeg.example/city/arar",
        "bootstrap",
        "weather",
        "og:website",
        "תחזית לערער",
        menu='תחזית ארצית|ערים|ים וגלים|מכ"ם גשם|מפות|עולם|ארכיון',
        text="בהיר, רוח קלה ממערב",
        days=["ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי"],
    ),
    other(
        "vi",
        "Bến Sông",
        "bensong.example/goi-dat-bao",
        "next",
        "plans",
        "og:article",
        "Chọn gói đặt báo",
        text="Đọc không giới hạn, hủy bất cứ lúc nào.",
        plans=[
            ("Cơ bản", "29.000đ/tháng", ["Mọi bài viết", "Không quảng cáo"]),
            ("Gia đình", "59.000đ/tháng", ["Bốn tài khoản", "Báo giấy cuối tuần"]),
        ],
    ),
    other(
        "tr",
        "Şarkiyat Borsa",
        "sarkiyatborsa.example/piyasalar",
        "aspnet",
        "quotes",
        "og:article",
        "Piyasalar",
        menu="Borsa|Döviz|Altın|Fon|Tahvil|Emtia|Takvim|Analiz",
        text="Veriler 15 dakika gecikmelidir.",
        names=[
            "Çınar Tekstil",
            "Boğaz Vapur",
            "Zeytin Gıda",
            "Bakırcılar",
            "Kubbe Yapı",
            "Poyraz Enerji",
        ],
    ),
    other(
        "ja",
        "松の湯",
        "matsunoyu.example/profile",
        "vue",
        "profile",
        "",
        "松の湯のご案内",
        menu="ホーム|ご案内|お湯のこと|本棚|アクセス|お知らせ|お問い合わせ",
        facts=[
            ("創業", "一九三八年"),
            ("営業時間", "午後三時から十時"),
            ("定休日", "月曜"),
            ("料金", "大人五百円"),
            ("設備", "薪の湯、水風呂、本棚"),
        ],
    ),
]
