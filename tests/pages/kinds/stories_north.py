# ruff: noqa: E501
"""Articles in Swedish, Polish, Czech, Russian, Ukrainian, Turkish and Greek."""

STORIES = {
    "sv-is": """
Isen lade sig tidigt på Storviken
Så tidigt som i år har sjön inte frusit sedan åttiotalet
Ebba Sjölund | Publicerad 18 november 2024 kl. 10.22 | 2024-11-18T10:22:00+01:00 | Lokalt
Det var tyst när Börje Landin gick ner till bryggan i måndags morse. Ingen våg, inget skvalp. "Då förstod jag", säger han.
Storviken frös till natten mot den artonde november, tre veckor tidigare än normalt. Enligt kommunens isjournal, som har förts sedan 1902, har det bara hänt två gånger förr.
Långfärdsskridskoklubben manar till försiktighet. Isen är blank och stark inne i viken men bara fyra centimeter tjock vid sundet, där strömmen går.
– Ta med isdubbar, och gå aldrig ut ensam, säger ordföranden Karin Melander.
För fiskarna är kylan ett bakslag. Näten skulle ha legat ute till lucia, och nu sitter flera av dem fast. Med lite tur kommer det ett töväder i helgen.
""",
    "pl-dzwony": """
„Dzwon trzeba najpierw wysłuchać”
Rozmowa z Hieronimem Pawlakiem, który od czterdziestu lat stroi dzwony
Joanna Sadowska | 11 października 2024 | 2024-10-11T06:00:00+02:00 | Kultura
Warsztat Hieronima Pawlaka stoi na skraju lasu, bo sąsiedzi nie wytrzymaliby tego dźwięku. W środku wiszą trzy dzwony, czwarty leży na słomie.
**Joanna Sadowska: Czy dzwon można w ogóle nastroić? Przecież to kawał metalu.**
Hieronim Pawlak: Można, tylko powoli. Ściąga się z wewnątrz po włosku, naprawdę po włosku, i po każdym ruchu się słucha. Jak człowiek weźmie za dużo, to już nie odda.
**Ile trwa taka praca?**
Mały dzwon dwa tygodnie. Duży, taki jak ten na słomie, całą zimę. Najwięcej czasu zajmuje czekanie, aż metal ostygnie. Ciepły dzwon kłamie.
**Skąd pan wie, że to już?**
Nie wiem. Żona wie. Siada na schodach i mówi: dość.
**Ma pan następcę?**
Córka skończyła akustykę i ma program w komputerze. Na początku się śmiałem. Potem sprawdziliśmy na starym dzwonie z Krobi i program powiedział to samo co żona.
""",
    "pl-most": """
Most na Warcie zamknięty do odwołania
Inżynierowie znaleźli pęknięcia w dwóch przęsłach. Objazd ma dwadzieścia kilometrów
Marek Zieliński | 5.06.2024, 12:31 | 2024-06-05T12:31:00+02:00 | Region
Od środy nie można przejechać mostem w Lubrańcu Górnym. Decyzję podjął nadzór budowlany po kontroli, która wykazała pęknięcia w dwóch z siedmiu przęseł.
– Nie ma mowy o ruchu choćby jednym pasem – mówi inspektor Renata Kulig. – Gdyby wjechała tam ciężarówka ze żwirem, nie ręczę za nic.
Objazd prowadzi przez Wolę i liczy dwadzieścia kilometrów. Najbardziej odczują to rolnicy, którzy mają pola po drugiej stronie rzeki, oraz dzieci z trzech wsi dojeżdżające do szkoły.
Kierowcy nie kryją złości. – O tym, że most się sypie, mówiło się od lat – twierdzi Zdzisław Grabarek, który wozi mleko do spółdzielni. – Dwa razy pisaliśmy do powiatu. Odpisali, że obiekt jest pod obserwacją.
Konstrukcję wzniesiono w 1958 roku i od tamtej pory remontowano tylko nawierzchnię. Zdaniem ekspertów z politechniki beton w przęsłach jest nasiąknięty solą, a zbrojenie miejscami straciło jedną trzecią przekroju.
Wojewoda obiecał pomoc z rezerwy państwa, ale decyzja zapadnie najwcześniej za trzy tygodnie. Do tego czasu dzieci będą wozić strażacy.
Starostwo zapowiada przeprawę pontonową, którą mają zbudować wojskowi saperzy. Na remont potrzeba ośmiu milionów złotych. W budżecie powiatu są dwa.
""",
    "cs-rybnikari": """
Rybníkáři letos loví o měsíc dřív
Kvůli suchu ubylo vody a kaprům začalo být těsno
Ondřej Vaněk | 24. 9. 2024 7:45 | 2024-09-24T07:45:00+02:00 | Regiony
Ještě v srpnu se na Velkém Záblatském jezdilo na loďkách. Teď je z rybníka louže, po které přecházejí volavky, a na hrázi stojí v půl šesté ráno dvacet chlapů v holínkách.
„Takhle brzo jsme nelovili nikdy,“ říká baštýř Josef Kotrba a ukazuje na kůl, podle kterého se měří hladina. Chybí metr čtyřicet.
Ryby jsou menší, než bývají. Průměrný kapr váží kilo osmdesát, loni to bylo dva a půl. Část proto zůstane přes zimu v sádkách a na trh půjde až na Velikonoce.
Cena se podle rybářů zvedne nejvýš o desetikorunu. „Na Vánoce bude kapra dost,“ ujišťuje Kotrba. „Jen bude potřeba větší pánev, aby se jich tam vešlo víc.“
Na hrázi se mezitím prodává čaj s rumem a smažené kapří hranolky. Přijely i dvě školy, děti stojí v řadě a počítají kádě. Jedna holčička se ptá, jestli je rybám zima. „Spíš těm chlapům,“ odpovídá paní učitelka.
Rybářství loni vylovilo 2 300 tun ryb, letos to bude asi o pětinu méně. Nejvíc chybějí candáti, kterým vadí teplá voda. Naopak sumcům se daří, největší měl skoro dva metry.
Obec chce rybník odbahnit, jakmile bude prázdný. Projekt za osmdesát milionů leží v šuplíku šest let.
Meteorologové slibují déšť na konec příštího týdne. Na dopuštění rybníka by muselo pršet zhruba měsíc.
""",
    "ru-parom": """
На реке открыли паромную переправу
Дорога до соседнего посёлка теперь займёт двадцать минут вместо двух часов
Сергей Кожин | 17 мая 2024, 13:05 | 2024-05-17T13:05:00+03:00 | Общество
Первый паром отошёл от причала в Верхней Листвянке в пятницу утром. На борту было девять машин, трактор и невеста, которая торопилась в загс на другой берег.
Прежний мост снесло ледоходом два года назад. С тех пор жители посёлка добирались до районного центра в объезд, через плотину, а это сто тридцать километров по грунтовке.
«Хлеб привозили раз в три дня, а зимой как получится, — рассказывает продавец Валентина Шишкина. — Теперь обещают каждый день».
Паром ходит с шести утра до десяти вечера. Для местных проезд бесплатный, остальные платят двести рублей за машину. Перевозчик говорит, что окупить судно удастся лет за восемь.
Судно построили на заводе в соседней области по проекту шестидесятых годов, только двигатель поставили новый. Грузоподъёмность сорок тонн, экипаж три человека. Зимой паром будет стоять в затоне, а движение откроют по льду, если лёд позволит.
Фельдшер Марина Оглоблина надеется, что теперь врачи станут приезжать чаще. За два года в посёлке сменилось четыре педиатра, последний не доехал вовсе: увидел дорогу и повернул обратно.
Вечером на берегу накрыли столы. Пироги принесли с обеих сторон, и к десяти часам уже никто не мог сказать, чьи вкуснее. Невеста, к слову, успела.
Строительство нового моста власти планируют начать в 2026 году, когда будет готов проект. В посёлке к этому относятся спокойно. «Мы и в прошлый раз так слышали», — говорит паромщик Егор Ильич.
""",
    "ru-kolonka": """
Город для пешехода
Широкий тротуар важнее ещё одной полосы
Наталья Лужина | 3 октября 2024 | 2024-10-03 | Мнения
В моём дворе восемьдесят квартир и сто десять машин. Это значит, что утром по тротуару идут боком, прижимая к себе сумки, как будто в вагоне.
Каждую весну нам обещают расширить улицу. Её расширяют. Машин становится больше ровно на одну полосу, а деревьев меньше ровно на один ряд.
Между тем пешеход есть в каждой семье. Даже тот, кто ездит, рано или поздно выходит из машины и обнаруживает, что идти ему негде.
Говорят, в нашем климате гулять некому. Но ведь гуляют: с колясками, с палками, с собаками, с пакетами из магазина. Посмотрите в окно в любой мороз.
Начать можно с малого. Убрать с тротуара хотя бы рекламный щит, который приглашает купить автомобиль.
""",
    "uk-kolijka": """
У Карпатах відновили стару вузькоколійку
Перший потяг із туристами вирушив до верхньої станції
Марія Стельмах | 1 червня 2024, 15:20 | 2024-06-01T15:20:00+03:00 | Подорожі
Паровоз свиснув двічі, і вся долина відгукнулася. У суботу до верхньої станції вирушив перший за двадцять шість років потяг із пасажирами.
Колію довжиною чотирнадцять кілометрів розібрали після повені 1998 року. Відновлювали її волонтери: збирали рейки по лісництвах, ремонтували містки, вчилися клепати за старими кресленнями.
«Нам казали, що це забавка, — розповідає керівник спілки Богдан Ткачук. — А вчора прийшов чоловік дев'яноста років і показав, де саме він колись забив свій перший костиль».
Квиток в обидва боки коштує двісті гривень, для мешканців навколишніх сіл проїзд вільний. Потяг ходитиме щовихідних до кінця жовтня.
Наступного року спілка хоче прокласти ще три кілометри, до старої лісопилки. На це збирають кошти всім миром.
""",
    "tr-hamam": """
Tarihi hamam kütüphane oluyor
Kubbenin altında on bin kitap yer alacak, göbek taşı okuma masası olarak kalacak
Elif Karasu | 12 Eylül 2024 - 11:46 | 2024-09-12T11:46:00+03:00 | Kültür
Dört yüz yıllık Çınarlı Hamamı'nın kapısı bu kez havlularla değil kitaplarla açılacak. Belediye, otuz yıldır kullanılmayan yapıyı kütüphaneye dönüştürüyor.
Projeyi yürüten mimar Defne Aksoy, kubbedeki cam gözleri tek tek temizlediklerini anlatıyor: "Öğleden sonra ışık öyle bir süzülüyor ki lamba yakmaya gerek kalmıyor."
Sıcaklık bölümünün ortasındaki göbek taşına dokunulmayacak. Etrafına alçak sandalyeler konacak, çocuklar mermerin üzerinde resimli kitaplara bakabilecek.
En büyük sorun nemdi. Uzmanlar duvarları iki yıl boyunca kuruttu, raflar taştan on santim uzağa yerleştirildi.
Mahalleli ise ikiye bölünmüş durumda. Kimi eski günleri özlüyor, kimi torunlarını nereye götüreceğini şimdiden biliyor. Kütüphane kasım ayında açılacak.
""",
    "el-psifidoto": """
Βρέθηκε ψηφιδωτό κάτω από το γήπεδο
Οι αρχαιολόγοι το χρονολογούν στον τρίτο αιώνα. Η ομάδα ψάχνει αλλού έδρα
Δάφνη Ρούσσου | 07.02.2024, 18:15 | 2024-02-07 | Πολιτισμός
Το συνεργείο έσκαβε για τις νέες αποχετεύσεις όταν ο εκσκαφέας χτύπησε κάτι λείο. Κάτω από τη σέντρα του δημοτικού γηπέδου, σε βάθος ενάμισι μέτρου, βρέθηκε δάπεδο με δελφίνια.
Το ψηφιδωτό έχει έκταση εβδομήντα τετραγωνικά και διατηρείται σχεδόν ολόκληρο. Κατά την εφορεία αρχαιοτήτων ανήκε σε αγροικία του τρίτου αιώνα, που εγκαταλείφθηκε ύστερα από σεισμό.
«Παίζαμε τόσα χρόνια πάνω σε δελφίνια και χάναμε», λέει γελώντας ο πρόεδρος του συλλόγου, Τάκης Βέργος. Η ομάδα θα αγωνιστεί ως το καλοκαίρι στο γήπεδο του διπλανού χωριού.
Οι ανασκαφές συνεχίζονται. Ο δήμος ζητά να στεγαστεί το εύρημα στον ίδιο χώρο και να γίνει επισκέψιμο.
""",
}
