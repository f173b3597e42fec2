# ruff: noqa: E501
"""Live blogs: elections, storms, matches, strikes."""

from tests.pages.kinds.make import Page


def v(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    meta: str,
    text: str,
    **more: object,
) -> Page:
    """A live blog: title, summary, then `time | heading | text` a line."""
    title, summary, *lines = text.strip().splitlines()
    entries = [[x.strip() for x in line.split("|")] for line in lines]
    updates = [{"@type": "BlogPosting", "headline": x[1], "articleBody": x[2]} for x in entries]
    about = {
        "title": title,
        "text": summary,
        "entries": entries,
        "page_type": "live",
        "ld_more": {"coverageStartTime": "2024-03-05T09:00:00Z", "liveBlogUpdate": updates},
    }
    return Page(
        "live blog", language, site, f"https://{url}", system, f"v_{body}", meta, "", about | more
    )


PAGES = [
    v(
        "en",
        "The Harbour Ledger",
        "www.harbourledger.example/news/live/storm-ottilie",
        "paper_a",
        "paper",
        "desc og:article ld:LiveBlogPosting",
        """
Storm Ottilie: thousands without power as winds reach 90mph – live updates
Trains are cancelled across the north and people are asked to stay at home
18:52 | Two more lines reopen | The operator says a reduced service is now running between Brandsea and Quarry Lane. Delays of up to an hour are likely all evening.
18:20 | Power back in the lower town | Engineers have restored supply to around 4,000 homes. A further 11,000 are still dark.
17:41 | Roof of the market hall damaged | Our reporter at the scene says sheets of zinc are hanging over the eastern entrance. Nobody was hurt.
17:05 | School closures for tomorrow | All schools north of the river stay shut on Wednesday, the council has just announced.
16:30 | What we know so far | Winds of 90mph at Skerrow Point, fifteen thousand homes cut off, one lorry driver slightly injured.
15:58 | Ferry turns back | The four o'clock to the islands has returned to harbour after twenty minutes. Passengers are being looked after in the terminal.
14:52 | Pictures from the quay | Waves are breaking over the sea wall and the chandlery has put boards in its windows. Kwame Adjei tells us that he has sold out of rope, torches and patience, in that order.
14:31 | Bridge closed to high vehicles | The port authority has closed the harbour bridge to lorries and buses. Cars may still cross at twenty miles an hour, though drivers are asked whether they really have to.
14:05 | Flights delayed | Brandsea airport has cancelled six departures. Arrivals are being sent inland.
13:40 | Amber warning extended | The forecasters have moved the warning further south and now expect the worst between three and five. Gusts could reach 95mph on exposed headlands, and a further band of rain follows behind.
13:12 | Lifeboat called out | The Skerrow lifeboat has been launched to a fishing boat with engine failure. There are four people on board.
12:45 | Schools let out early | Children north of the river are going home now. Parents are asked not to park in the bus lane, storm or no storm.
12:20 | Welcome | Good afternoon. We shall be following the storm through the evening. Send pictures, but only from indoors, please.
""",
    ),
    v(
        "en",
        "The Brandsea Post",
        "brandseapost.example/politics/council-election-live-2024",
        "react",
        "react",
        "desc og:article",
        """
Council election live: Greens take Mill Lane by eleven votes
Follow the count from all thirty-two wards
02:14 | Mill Lane declares | After a second recount the Greens hold on by eleven. Cheers from one end of the hall, a kicked chair at the other.
01:50 | Turnout at 38 per cent | It is up by four points on last time, which one agent puts down to the parking row.
01:22 | First ward in | Cobden goes as expected: no change, though the majority is halved.
00:48 | A box goes missing and is found | It was under the tea urn. Officials say that the seal was intact.
00:05 | The count begins | Thirty-two tables, two hundred tellers and a smell of wet coats.
23:58 | What to look for | Eleven seats would change hands on a swing of three per cent. Watch Mill Lane, Cobden and, for entertainment, Low Tarrock, where two brothers are standing against each other.
23:46 | The leaders arrive | One came by bicycle, one by taxi and one, it appears, has gone home.
23:30 | Polls closed | Results are expected from about one o'clock.
""",
    ),
    v(
        "en",
        "Rovers World",
        "roversworld.example/match/8821/live",
        "bootstrap",
        "match",
        "og:website",
        """
Rovers v Pennick Town: live commentary
All the action from Mill Lane as it happens
90+3' | Full time | Rovers survive. A point each, and on the balance of the second half the visitors will feel robbed.
81' | GOAL! | Pennick level it. A corner half cleared, and Osei meets it on the bounce from eighteen yards.
67' | Substitution | Hartley off, looking at his knee. The boy Finch comes on for his first minutes of the season.
52' | Yellow card | Late, and he knows it.
45' | Half time | One up, and lucky.
23' | GOAL! | Out of nothing. A long throw, a flick and a tap-in for the captain.
1' | Kick-off | Under way in driving rain.
""",
        teams=["Rovers", "Pennick Town", "1:1"],
    ),
    v(
        "de",
        "Elbe-Kurier",
        "www.elbe-kurier.example/liveblog-hochwasser",
        "paper_b",
        "paper",
        "desc og:article ld:LiveBlogPosting",
        """
Hochwasser-Liveblog: Pegel in Oststedt fällt erstmals
Alle Entwicklungen zur Lage an der Elbe im Überblick
21:14 | Pegel sinkt um vier Zentimeter | Der Scheitel ist nach Angaben des Landesbetriebs durch. Entwarnung gebe es aber noch nicht.
20:30 | Bundeswehr verlegt weitere Boote | Achtzig Soldaten sollen die Helfer in der Nacht ablösen.
19:47 | Schulen bleiben zu | Im gesamten Landkreis fällt der Unterricht auch am Donnerstag aus.
18:55 | Deich bei Hohnsfeld durchnässt | Freiwillige werden gebeten, sich am Sportplatz zu melden. Bitte Schaufeln mitbringen.
17:20 | Evakuierung abgeschlossen | 640 Menschen haben ihre Häuser verlassen, die meisten sind bei Verwandten untergekommen.
15:48 | Feuerwehr pumpt Keller leer | In der Oststedter Altstadt stehen rund achtzig Keller unter Wasser. Die Feuerwehr bittet darum, Strom und Gas abzustellen, bevor jemand hinuntergeht.
15:21 | Ministerin kündigt Besuch an | Die Umweltministerin will sich am Freitag ein Bild der Lage machen. Im Krisenstab heißt es, man freue sich über Besuch, mehr aber über Sandsäcke.
14:59 | Fähre eingestellt | Die Elbfähre verkehrt bis auf Weiteres nicht. Autofahrer werden gebeten, den Umweg über die Autobahn zu nehmen.
14:30 | Helfer gesucht | Am Sportplatz werden Sandsäcke gefüllt. Für Getränke und Suppe ist gesorgt.
14:02 | Guten Tag | Wir berichten hier fortlaufend über die Lage.
""",
    ),
    v(
        "de",
        "Sportplatz Nord",
        "sportplatz-nord.example/liveticker/handball-derby",
        "vue",
        "match",
        "",
        """
Liveticker: SG Deichhorst – TSV Altenbrück
Das Derby der Handball-Oberliga zum Nachlesen
60. | Schluss! | Siebenmeter nach der Uhr, Lührs verwandelt. 27:26, die Halle steht kopf.
58. | Ausgleich | Wieder Petersen aus dem Rückraum. Jetzt wird es eng.
49. | Zeitstrafe | Zwei Minuten für Altenbrücks Kreisläufer.
41. | Gehalten | Torwart Ehlers fischt den Ball aus dem Winkel.
30. | Halbzeit | 14:13, ein Spiel auf Augenhöhe.
1. | Los geht's | Anwurf Altenbrück.
""",
        teams=["Deichhorst", "Altenbrück", "27:26"],
    ),
    v(
        "fr",
        "La Gazette du Vernois",
        "www.gazette-vernois.example/direct/greve-transports",
        "react",
        "react",
        "desc og:article ld:LiveBlogPosting",
        """
EN DIRECT – Grève dans les transports : un bus sur trois à la mi-journée
Suivez la journée de mobilisation heure par heure
14:12 | La manifestation s'élance | Plusieurs milliers de personnes viennent de quitter la place des Halles. Le cortège est calme.
13:35 | Un bus sur trois | La régie confirme ses prévisions et conseille de reporter les trajets.
12:50 | La maire reçoit les syndicats | Une délégation est entrée à l'hôtel de ville par la porte de service.
11:20 | Vos témoignages | « J'ai marché une heure et demie, mais j'ai vu le lever du soleil », nous écrit Paul.
09:04 | Cent kilomètres de bouchons | C'est le double d'un matin ordinaire.
08:41 | Le lycée Vernet bloqué | Une cinquantaine d'élèves ont empilé des poubelles devant l'entrée. Le proviseur parle d'une ambiance bon enfant.
08:15 | Les taxis en renfort | La préfecture a autorisé les courses partagées jusqu'à minuit. Comptez vingt minutes d'attente à la gare.
07:52 | Premiers trains annulés | Sur la ligne de la vallée, aucun départ avant neuf heures et demie.
07:30 | Bonjour à tous | Bienvenue dans ce direct consacré à la grève.
""",
    ),
    v(
        "es",
        "El Correo de Aldana",
        "www.correoaldana.example/directo/incendio-sierra",
        "paper_a",
        "paper",
        "desc og:article",
        """
Incendio en la sierra, última hora: el viento da una tregua y regresan los primeros vecinos
Sigue en directo la evolución del fuego
20:40 | Regresan los vecinos de Solana | La Guardia Civil ha abierto la pista forestal para los residentes.
19:55 | Doce medios aéreos | Se retiran con la caída del sol y volverán al amanecer.
18:30 | El perímetro, estabilizado | Son ya 1.400 hectáreas, según la última medición.
17:10 | Comparece la consejera | «Lo peor ha pasado, pero queda noche», ha dicho.
15:22 | Cortada la carretera comarcal | El humo impide la visibilidad entre los kilómetros 12 y 19.
13:00 | Así empezó | El primer aviso llegó a las 11.47 desde una torre de vigilancia.
""",
    ),
    v(
        "it",
        "Il Foglio della Valle",
        "www.fogliodellavalle.example/diretta/ballottaggio",
        "wp_classic",
        "wp",
        "desc og:article",
        """
Ballottaggio, lo spoglio in diretta: testa a testa fra Bettoni e Carraro
I risultati sezione per sezione
00:31 | Carraro riconosce la sconfitta | «Ho chiamato il sindaco e gli ho augurato buon lavoro».
00:10 | Novanta sezioni su novantaquattro | Il distacco è di 212 voti.
23:48 | Sorpasso | Per la prima volta in serata Bettoni è avanti.
23:25 | Prime sezioni | Arrivano i dati della collina: partita aperta.
23:00 | Seggi chiusi | Affluenza al 51,3 per cento, in calo di sei punti.
""",
    ),
    v(
        "pt",
        "Agora Capital",
        "agoracapital.example/ao-vivo/chuvas",
        "next",
        "next",
        "desc og:website",
        """
Chuvas na capital: acompanhe ao vivo
Defesa Civil mantém alerta máximo até a meia-noite
22:05 | Linha 3 volta a operar | Trens circulam com intervalos de doze minutos.
21:30 | Abrigos abertos | Três escolas da zona norte recebem quem precisou sair de casa.
20:48 | Árvore cai sobre ônibus | Ninguém se feriu; a avenida está bloqueada nos dois sentidos.
19:41 | Metrô parado | A estação Largo do Moinho está alagada.
18:55 | Começa a chover forte | O radar mostra uma faixa de tempestade sobre a serra.
""",
    ),
    v(
        "nl",
        "Wieldam Courant",
        "wieldamcourant.example/live/storm",
        "drupal9",
        "d9",
        "og:article ld:LiveBlogPosting",
        """
Liveblog storm: treinverkeer komt langzaam op gang
Code oranje is ingetrokken, maar de brandweer heeft de handen vol
16:45 | Eerste treinen rijden weer | Tussen Wieldam en de kust gaat er één per uur.
16:02 | Honderd meldingen | De brandweer vraagt alleen te bellen bij gevaar.
15:20 | Dak van sporthal | Een deel ligt in de sloot, de gymles was gelukkig net voorbij.
14:33 | Code oranje vervalt | De zwaarste windstoten zijn voorbij, zegt de weerdienst.
12:10 | Eik valt op kas | De tuinder zat toevallig binnen aan de soep.
""",
    ),
    v(
        "pl",
        "Gazeta Warciańska",
        "gazetawarcianska.example/relacja/wybory",
        "bootstrap",
        "break",
        "",
        """
Wieczór wyborczy. Relacja na żywo
Wyniki z powiatu, minuta po minucie
23:12 | Jest pierwszy protokół | Komisja w szkole podstawowej skończyła liczenie jako pierwsza.
22:40 | Kolejka przed lokalem | Ostatni wyborcy wrzucili karty półtorej godziny po czasie.
21:00 | Lokale zamknięte | Frekwencja o siedemnastej wynosiła 44 procent.
19:15 | Awaria prądu w Woli | Komisja pracuje przy latarkach, urny są bezpieczne.
18:00 | Dzień dobry | Będziemy z państwem do rana.
""",
    ),
    v(
        "ru",
        "Листвянка",
        "listvyanka.example/online/ledohod",
        "vue",
        "portal",
        "og:article",
        """
Ледоход на реке: текстовая трансляция
Следим за уровнем воды и работой спасателей
19:20 | Затор разрушен | Подрывники провели две серии взрывов, лёд пошёл.
18:05 | Вода поднялась ещё на двадцать сантиметров | Подтоплены огороды на Береговой улице.
17:30 | Школу готовят под пункт размещения | Привезли сто раскладушек и полевую кухню.
16:10 | Паром отведён в затон | Движение остановлено до особого распоряжения.
14:45 | Начали наблюдение | Уровень воды шесть метров двенадцать сантиметров.
""",
    ),
    v(
        "tr",
        "Çınar Haber",
        "cinarhaber.example/canli/deprem-tatbikati",
        "aspnet",
        "break",
        "og:article",
        """
Canlı anlatım: Şehir genelinde deprem tatbikatı
Sirenler saat 11.00'de çaldı, gelişmeleri dakika dakika aktarıyoruz
13:05 | Tatbikat sona erdi | Vali, katılımın beklenenin üzerinde olduğunu söyledi.
12:20 | Vapurlar yeniden hareket etti | Seferler yarım saat aradan sonra başladı.
11:42 | Toplanma alanları doldu | Merkez parkta dört bin kişi sayıldı.
11:15 | Okullar boşaltıldı | Öğrenciler altı dakikada bahçeye indi.
11:00 | Sirenler çaldı | Tatbikat tüm ilçelerde aynı anda başladı.
""",
    ),
    v(
        "ja",
        "まつかぜ新聞",
        "matsukaze.example/live/taifu",
        "portal",
        "portal",
        "desc og:article",
        """
【随時更新】台風最新情報　在来線は午後から順次再開へ
県内の交通や避難の情報をまとめてお伝えします
13時10分 | 路面電車が運転再開 | 全線で倒木の撤去が終わり、始発から四時間遅れで動き出した。
12時35分 | 停電は約二千戸に | 電力会社によると、夕方までの復旧を見込んでいる。
11時50分 | 避難指示を解除 | 川の水位が下がったため、三地区すべてで解除された。
10時20分 | 港で漁船一隻が転覆 | 乗っていた人はおらず、けが人の情報はない。
09時05分 | 暴風警報が注意報に | 気象台は引き続き高波への警戒を呼びかけている。
""",
    ),
    v(
        "ar",
        "نوافذ",
        "nawafidh.example/live/2024/11/flood",
        "bootstrap",
        "break",
        "og:article",
        """
مباشر.. السيول تغلق الطرق وفرق الإنقاذ تواصل عملها
تغطية مستمرة لآخر التطورات
20:15 | إعادة فتح الطريق الساحلي | أعلنت الشرطة فتح مسار واحد في كل اتجاه.
19:40 | نقل سبعين عائلة | استقبلت المدارس العائلات التي غمرت المياه منازلها.
18:55 | إنقاذ سائق عالق | أخرجه رجال الدفاع المدني من فوق سطح شاحنته.
17:30 | تعليق الدراسة غدا | يشمل القرار جميع مدارس المحافظة.
16:00 | بداية التغطية | هطلت أمطار تعادل ما يسقط في شهرين خلال ثلاث ساعات.
""",
    ),
]
