# ruff: noqa: E501
"""Videos, galleries, podcasts: a player or pictures, and a few words."""

from tests.pages.kinds.make import Page


def m(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    meta: str,
    title: str,
    text: str,
    when: str = "",
    length: str = "",
    **more: object,
) -> Page:
    """A page to look at or listen to."""
    about = {"title": title, "text": text, "when": when, "length": length, "page_type": "video"}
    return Page(
        "video or gallery",
        language,
        site,
        f"https://{url}",
        system,
        body,
        meta,
        "",
        about | more,
    )


BRIDGE = [
    "The eastern span seen from Quarry Lane at first light.",
    "A diver inspects the third pier. Visibility was less than a metre.",
    "Worn down to the steel: one of the six bearings that will be replaced.",
    "Kwame Adjei in front of his chandlery.",
    "The first ferry of the morning carried eleven cyclists and a cello.",
    "Evening traffic on the last day before the closure.",
]
POTTER = [
    "Marsh at the wheel she bought in 1973.",
    "Bowls waiting for the second firing.",
    "The yard, paved with everything that went wrong.",
    "Thursday's apprentice.",
]
STORCH = [
    "Ankunft am 24. Februar: So früh kam das Paar noch nie.",
    "Der Horst auf dem Kirchturm ist fast zwei Meter breit.",
    "Nachwuchs im Mai, vom Turmuhrwerk aus fotografiert.",
    "Beringung mit der Drehleiter der Feuerwehr.",
    "Auf Futtersuche in der Elbmarsch.",
]
HALLES = [
    "La verrière, entièrement refaite.",
    "Mireille Coste retrouve son étal.",
    "Une poutre de 1891 pendant la restauration.",
    "Les premiers clients, samedi à six heures.",
    "L'allée de tilleuls remplace le parking.",
]
NEVE = [
    "Fuochi accesi nei noccioleti alle quattro del mattino.",
    "Un trattore sotto la neve d'aprile.",
    "I bambini di Borgo Alto senza scuola.",
]
DZWON = [
    "Warsztat na skraju lasu.",
    "Dzwon na słomie czeka na wiosnę.",
    "Kamertony po ojcu.",
    "Hieronim Pawlak z córką.",
]
PTAKHI = [
    "Первые журавли над плотиной.",
    "Озеро на рассвете.",
    "Волонтёры считают птиц третий день подряд.",
    "Лебеди зимовали здесь впервые.",
]
SAKURA = [
    "城跡の堀に映る満開の桜",
    "ライトアップされた参道を歩く家族連れ",
    "花吹雪の中を走る路面電車",
    "茶屋の店先でだんごを焼く店主",
]
NIAO = [
    "清晨的湿地薄雾弥漫。",
    "成群的候鸟掠过水面。",
    "志愿者在观鸟塔上记录数量。",
    "一只白鹭在浅水中觅食。",
]
JANMASHTAMI = ["मंच पर राजस्थान का दल।", "ढोल की थाप पर झूमते दर्शक।", "सबसे छोटी कलाकार, उम्र छह साल।"]
TARTUGA = [
    "Filhotes correm para o mar na praia do farol.",
    "Bióloga mede um ninho.",
    "Turistas observam de longe, sem luz.",
    "A maré da madrugada.",
]
VIDEO = "desc og:video.other ld:VideoObject"
# A case a line.
# fmt: off
PAGES = [
    m("en", "The Harbour Ledger", "www.harbourledger.example/video/divers-inspect-bridge", "paper_a", "m_paper", VIDEO, "Watch: divers inspect the harbour bridge", "Footage released by the port authority shows the worn bearings under the eastern span. Two divers worked for six hours in water of seven degrees to film them. The bridge will be closed for nine weekends from the end of April; shopkeepers on the quay have asked for help with their rates.", "March 6, 2024", "1:42"),
    m("en", "The Brandsea Post", "brandseapost.example/amp/video/2024/swifts", "amp", "m_amp", "desc og:article ld:VideoObject", "Swifts return to the gasworks chimney", "Hundreds of birds circled above the old works on Tuesday evening. Film: Ruth Abara", "8 May 2024", "0:58"),
    m("en", "Tidewatch", "tidewatch.example/watch?v=88213", "next", "m_tube", "og:video.other", "Launching the lifeboat in a force nine", "Training day at Skerrow. Filmed on two helmets and one very wet phone. Donations link below!", "Nov 3, 2024", "7:12"),
    m("en", "The Harbour Ledger", "www.harbourledger.example/gallery/bridge-in-pictures", "paper_b", "g_list", "desc og:article ld:ImageGallery", "The harbour bridge: in pictures", "A day with the engineers, the ferrymen and the shopkeepers of the quay.", "5 March 2024", credit="Ruth Abara", captions=BRIDGE),
    m("en", "Quarterly Craft", "quarterlycraft.example/photos/edda-marsh", "wp_block", "g_grid", "desc og:article", "Edda Marsh: photographs from the barn", "Our photographer spent a morning in the workshop.", captions=POTTER),
    m("en", "Farsound", "farsound.example/podcast/ep-31-the-last-keeper/", "ghost", "p_episode", "desc og:article ld:PodcastEpisode", "Episode 31: The last keeper", "Alasdair Munro was the last keeper of Gannet Rock. In this episode he talks about brass, boredom and a canary, and explains why nobody looked at the sea. 02:10 The tower. 11:45 Three men and a clock. 24:30 The button. Presented by Callum Breck; sound by Ines Whitlock. If you like Tidelines, leave us a review wherever you listen.", "April 25, 2024", "38 min", show="Tidelines"),
    m("de", "Elbe-Kurier", "www.elbe-kurier.example/video/hallenbad-rundgang-vid991.html", "paper_a", "m_paper", "desc og:article ld:VideoObject", "Video: Rundgang durch das gesperrte Hallenbad", "So sieht es hinter den Kulissen aus: rostige Rohre, ein leeres Becken und eine Uhr, die noch geht. Betriebsleiter Heiko Ahlf hat unserer Reporterin gezeigt, warum die Lüftung nicht mehr zu retten ist – und was er am meisten vermisst.", "13.03.2024", "2:06 Min."),
    m("de", "Elbe-Kurier", "www.elbe-kurier.example/fotostrecke/stoerche-id771.html", "paper_b", "g_slides", "desc og:article", "Fotostrecke: Ein Jahr mit den Störchen", "Vom ersten Klappern bis zum Abflug – die schönsten Bilder unserer Leser.", captions=STORCH),
    m("de", "Funkhaus Nord", "funkhaus-nord.example/podcast/deichgespraech/folge-12", "next", "p_next", "desc og:website", "Folge 12: Kann man Wasser hören?", "Eine Hydrologin, ein Fischer und eine Klavierstimmerin im Gespräch über Pegel, Töne und nasse Füße.", "2. Mai 2024", "51 Min.", show="Deichgespräch"),
    m("fr", "La Gazette du Vernois", "www.gazette-vernois.example/portfolio/halles", "react", "g_list", "desc og:article", "En images : la renaissance des halles", "Deux ans de chantier résumés en cinq photographies.", "16 mars 2024", credit="Nour Belhadj", captions=HALLES),
    m("fr", "Radio Vernois", "radiovernois.example/emissions/matinale/chronique-loup", "vue", "p_episode", "og:music.song", "La chronique du plateau : le loup", "Trois minutes avec le berger qui l'a vu le premier.", "9 janvier 2024", "3 min", show="La matinale"),
    m("es", "El Correo de Aldana", "www.correoaldana.example/videos/campanario-embalse.html", "paper_a", "m_paper", VIDEO, "Vídeo: así desaparece el campanario bajo el agua", "Imágenes aceleradas de cuarenta días de lluvia, grabadas desde la carretera.", "02/04/2024", "0:47"),
    m("es", "Canal Sierra", "canalsierra.example/v/coro-jubilados", "bootstrap", "m_tube", "", "El coro de jubilados canta en el garaje", "Ensayo general antes del concierto. ¡Entradas agotadas!", "11 may 2024", "4:33"),
    m("it", "Il Foglio della Valle", "www.fogliodellavalle.example/foto/neve-aprile", "paper_b", "g_slides", "desc og:article", "Neve d'aprile: le foto dei lettori", "Mandateci le vostre, pubblicheremo le migliori.", captions=NEVE),
    m("pt", "Diário da Serra", "diariodaserra.example/fotos/tartarugas", "wp_classic", "g_grid", "og:article", "FOTOS: tartarugas nascem na praia do farol", "Veja imagens da soltura desta madrugada.", captions=TARTUGA),
    m("nl", "Wieldam Courant", "wieldamcourant.example/video/fietsbrug-open", "drupal9", "m_react", "og:video.other", "Kijk: wethouder opent fietsbrug met lekke band", "Na vier jaar uitstel ging het op de laatste meter alsnog mis.", "14 mei 2024", "01:10"),
    m("sv", "Storviksbladet", "storviksbladet.example/tv/sjungande-is", "components", "m_react", "og:article", "Hör isen sjunga på Storviken", "Tv-klippet har setts av tusentals: så låter fyra centimeter blankis.", "19 november 2024", "0:52"),
    m("pl", "Dzwonnik", "dzwonnik.example/galeria.php?p=3", "table2004", "g_pager", "", "Galeria: w warsztacie ludwisarza", "", credit="fot. M. Zieliński", captions=DZWON),
    m("ru", "Листвянка", "listvyanka.example/photo/ptitsy", "vue", "g_list", "og:article", "Птицы возвращаются: фоторепортаж", "Весна на озере глазами нашего фотографа.", "12 апреля 2024", credit="Сергей Кожин", captions=PTAKHI),
    m("uk", "Верховина", "verkhovyna.example/video/parovoz/", "elementor", "m_wp", "desc og:article ld:VideoObject", "ВІДЕО: паровоз піднімається до верхньої станції", "Зняли з дрона перший рейс відновленої вузькоколійки.", "2 червня 2024", "3:05"),
    m("tr", "Çınar Haber", "cinarhaber.example/Video.aspx?id=311", "aspnet", "m_portal", "og:video.other", "Leylek yuvasından canlı görüntüler", "Elektrik direğindeki yuvada üç yavru var.", "3 Haziran 2024", "01:25"),
    m("ja", "まつかぜ新聞", "matsukaze.example/photo/sakura/", "portal", "g_slides", "desc og:article", "【写真特集】城跡の桜、満開", "四月の陽気に誘われて大勢の花見客が訪れた。", captions=SAKURA),
    m("zh", "江岸日报", "jiangandaily.example/tuji/houniao.htm", "portal", "g_list", "", "图集：三万候鸟飞临湿地", "本报记者连续三天跟拍。", "2024年3月2日", credit="梁晓棠 摄", captions=NIAO),
    m("ko", "산내일보", "sannaeilbo.example/vod/2011", "portal", "m_portal", "og:video", "[영상] 갯벌에 돌아온 저어새", "망원경으로 담은 둥지의 하루입니다.", "2024.05.20", "02:14"),
    m("hi", "पटरी समाचार", "patrisamachar.example/photo/lok-nritya", "amp", "g_list", "canonical ld:NewsArticle", "तस्वीरें: लोकनृत्य समारोह की रंगीन शाम", "सात राज्यों के दलों ने समाँ बाँध दिया।", "9 जून 2024", credit="अनुराग दुबे", captions=JANMASHTAMI),
]
# fmt: on
