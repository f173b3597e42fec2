# ruff: noqa: E501
"""What sites print all over, in Swedish, Polish, Czech, Russian, Ukrainian, Turkish and Greek."""

from tests.pages.kinds.tongue import add

add(
    "sv",
    """
Nyheter | Politik | Ekonomi | Utrikes | Kultur | Sport | Vetenskap | Ledare | Resor | Hälsa | Lokalt
Ebba Sjölund | Henrik Rask | Amira Lindvall
januari februari mars april maj juni juli augusti september oktober november december
{d} {month} {y}
Start | Sök | Logga in | Prenumerera | Läs mer | Nästa | Föregående | Nyhetsbrev | Få dagens viktigaste nyheter i din inkorg varje morgon. | Din e-postadress | Kommentarer | Skriv en kommentar | Dela | Läs också | Mest läst | Vi använder kakor för att förbättra webbplatsen och visa relevant reklam. | Godkänn alla | Neka | Inställningar | Om oss | Kontakt | Integritetspolicy | Villkor | Av | Uppdaterad | Ämnen | Annons | Senaste nytt | Meny | Till toppen | Direkt | Video | Bilder | Lyssna | Visa alla
Isen lade sig tidigt på Storviken | Så tidigt som i år har sjön inte frusit sedan åttiotalet.
Kommunen säljer den gamla brandstationen | Tre köpare har lagt bud, och en vill bygga bageri.
Pendeltågen står stilla i påsk | Spåren ska bytas mellan Hagaby och Norrtorp.
Älgen som flyttade in i trädgården | Familjen Ek har slutat plocka äpplena själva.
Segermålet kom på övertid | Hemmalaget klättrar nu till tredje plats i tabellen.
Skogsbönder kräver svar om stormskadorna | Försäkringsbolagen har ännu inte hört av sig till alla.
Elpriset sjunker när det blåser | Rekordlåga nivåer väntas under helgen i hela landet.
Skolan där alla lär sig simma | Varje elev får tio lektioner i den nya bassängen.
Vävstolarna på Kvarngatan lever än | Fyra systrar driver väveriet vidare i femte generationen.
Krönika: Låt telefonen ligga | Det är tystnaden vi saknar, inte uppdateringarna.
""",
)

add(
    "pl",
    """
Wiadomości | Polityka | Gospodarka | Świat | Kultura | Sport | Nauka | Opinie | Podróże | Zdrowie | Region
Agnieszka Wrona | Marek Zieliński | Joanna Sadowska
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
{d} {month} {y}
Strona główna | Szukaj | Zaloguj się | Prenumerata | Czytaj więcej | Następna | Poprzednia | Newsletter | Najważniejsze informacje dnia codziennie rano w twojej skrzynce. | Adres e-mail | Komentarze | Dodaj komentarz | Udostępnij | Zobacz także | Najczęściej czytane | Używamy plików cookie, aby ulepszać serwis i dopasować reklamy. | Akceptuję wszystkie | Odrzuć | Ustawienia | O nas | Kontakt | Polityka prywatności | Regulamin | Autor: | Aktualizacja | Tagi | Reklama | Najnowsze | Menu | Do góry | Na żywo | Wideo | Zdjęcia | Posłuchaj | Zobacz wszystkie
Most na Warcie zamknięty do odwołania | Inżynierowie znaleźli pęknięcia w dwóch przęsłach.
Sad bez oprysków przynosi zyski | Rodzina Kubiaków sprzedaje jabłka prosto z podwórza.
Nocne autobusy wracają na trzy linie | Kursy uruchomiono po petycji mieszkańców osiedla.
Rzemieślnik, który stroi dzwony | W jego warsztacie wiszą instrumenty z siedmiu województw.
Wygrana gospodarzy po rzutach karnych | Bramkarz obronił trzy strzały i został bohaterem wieczoru.
Ceny masła znów w górę | Hurtownicy tłumaczą podwyżkę małą podażą mleka.
Archeolodzy odkryli studnię sprzed ośmiu wieków | Drewniana cembrowina przetrwała w mokrym piasku.
Szpital powiatowy dostanie tomograf | Zbiórka trwała niecałe cztery miesiące.
Felieton: W obronie kolejki | Nigdzie indziej nie rozmawiamy tak szczerze z obcymi.
Bieszczadzka kolejka rusza w maju | Parowóz wrócił z remontu i czeka na turystów.
""",
)

add(
    "cs",
    """
Zprávy | Politika | Ekonomika | Svět | Kultura | Sport | Věda | Názory | Cestování | Zdraví | Regiony
Tereza Hloušková | Ondřej Vaněk | Klára Bendová
ledna února března dubna května června července srpna září října listopadu prosince
{d}. {month} {y}
Domů | Hledat | Přihlásit se | Předplatné | Číst dál | Další | Předchozí | Newsletter | To nejdůležitější každé ráno ve vaší schránce. | Váš e-mail | Diskuse | Přidat komentář | Sdílet | Související články | Nejčtenější | Používáme cookies, abychom web zlepšovali a zobrazovali vhodnou reklamu. | Přijmout vše | Odmítnout | Nastavení | O nás | Kontakty | Ochrana soukromí | Podmínky | Autor: | Aktualizováno | Témata | Reklama | Nejnovější | Nabídka | Nahoru | Živě | Video | Fotogalerie | Poslechnout | Zobrazit vše
Rybníkáři letos loví o měsíc dřív | Kvůli suchu ubylo vody a kaprům začalo být těsno.
Tramvaje se na náměstí vrátí až v září | Dělníci narazili na zbytky středověké dlažby.
Pekárna v bývalé poště | Manželé Říhovi vyměnili Brno za vesnici s osmdesáti obyvateli.
Hokejisté otočili zápas třetí třetinou | Rozhodl kapitán přesnou ranou od modré čáry.
Ovocnáři počítají škody po mrazu | Meruňky jsou podle nich téměř všechny pryč.
Nemocnice otevřela oddělení pro nedonošené děti | Rodiče mohou být u inkubátorů nepřetržitě.
Knihovna půjčuje i nářadí | Vrtačka je vypůjčená na půl roku dopředu.
Sbírka loutek našla nový domov | Do bývalé sýpky se vešlo čtyři sta postav.
Komentář: Vraťme lavičky do parků | Město bez odpočinku je jen průjezdní silnice.
Vlaky do hor pojedou každou hodinu | Nový jízdní řád platí od poloviny prosince.
""",
)

add(
    "ru",
    """
Новости | Политика | Экономика | В мире | Культура | Спорт | Наука | Мнения | Путешествия | Здоровье | Общество
Ольга Ветрова | Сергей Кожин | Наталья Лужина
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
{d} {month} {y}
Главная | Поиск | Войти | Подписаться | Читать далее | Вперёд | Назад | Рассылка | Главные новости дня каждое утро в вашей почте. | Ваш e-mail | Комментарии | Оставить комментарий | Поделиться | Читайте также | Популярное | Мы используем файлы cookie, чтобы сайт работал лучше. | Принять все | Отклонить | Настройки | О редакции | Контакты | Конфиденциальность | Правила | Автор: | Обновлено | Теги | Реклама | Лента | Меню | Наверх | Онлайн | Видео | Фото | Слушать | Все материалы
На реке открыли паромную переправу | Теперь дорога до соседнего посёлка займёт двадцать минут вместо двух часов.
В городе высадят три тысячи лип | Первые саженцы появятся на набережной уже в мае.
Хоккеисты уступили в овертайме | Решающую шайбу забросили за сорок секунд до сирены.
Мастер собирает балалайки из старых рам | Дерево, которое сохло сто лет, звучит особенно.
Аптекам разрешили доставку в сёла | Лекарства повезут почтовые машины дважды в неделю.
Музей покажет письма геологов | Экспедиция пропала в 1934 году, а переписка нашлась на чердаке.
Почему подорожала гречка | Аграрии говорят о засухе, торговцы о логистике.
Электрички пойдут чаще по выходным | Расписание изменится с первого июня.
Колонка: город для пешехода | Широкий тротуар важнее ещё одной полосы.
Тигрицу выпустили в заповедник | Она провела в центре реабилитации почти год.
""",
)

add(
    "uk",
    """
Новини | Політика | Економіка | Світ | Культура | Спорт | Наука | Думки | Подорожі | Здоров'я | Суспільство
Оксана Гринчук | Тарас Левада | Марія Стельмах
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
{d} {month} {y}
Головна | Пошук | Увійти | Підписатися | Читати далі | Далі | Назад | Розсилка | Найважливіше за день щоранку у вашій скриньці. | Ваша пошта | Коментарі | Залишити коментар | Поширити | Читайте також | Найпопулярніше | Ми використовуємо файли cookie, щоб покращити роботу сайту. | Прийняти всі | Відхилити | Налаштування | Про нас | Контакти | Конфіденційність | Правила | Автор: | Оновлено | Теги | Реклама | Стрічка | Меню | Нагору | Наживо | Відео | Фото | Слухати | Усі матеріали
У Карпатах відновили стару вузькоколійку | Перший потяг із туристами вирушив до верхньої станції.
Пекарі з Полтавщини спекли найдовший калач | На нього пішло двісті кілограмів борошна.
Бібліотека відкрила читальню у сховищі | Діти приходять сюди після уроків навіть без тривоги.
Збірна перемогла завдяки голу новачка | Дев'ятнадцятирічний форвард вийшов на заміну за десять хвилин до кінця.
Ціни на овочі пішли вниз | Врожай ранньої капусти виявився рекордним.
Школа переходить на сонячну енергію | Панелі поставили коштом громади та випускників.
Реставратори знайшли напис під шаром вапна | Його залишив майстер, який розписував храм у 1780 році.
Річковий трамвай повертається на Дніпро | Квиток коштуватиме стільки, скільки проїзд у метро.
Колонка: про користь повільних потягів | У вікні видно те, що з літака лише пляма.
Медики отримали п'ять нових автівок | Їх передали амбулаторіям у віддалених селах.
""",
)

add(
    "tr",
    """
Haberler | Siyaset | Ekonomi | Dünya | Kültür | Spor | Bilim | Görüş | Gezi | Sağlık | Yaşam
Elif Karasu | Murat Denizer | Zeynep Ayvaz
Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
{d} {month} {y}
Ana sayfa | Ara | Giriş yap | Abone ol | Devamını oku | Sonraki | Önceki | Bülten | Günün en önemli haberleri her sabah e-posta kutunuzda. | E-posta adresiniz | Yorumlar | Yorum yaz | Paylaş | İlgili haberler | Çok okunanlar | Sitemizi geliştirmek ve size uygun reklamlar göstermek için çerez kullanıyoruz. | Tümünü kabul et | Reddet | Ayarlar | Hakkımızda | İletişim | Gizlilik | Kullanım koşulları | Yazan: | Güncelleme | Etiketler | Reklam | Son dakika | Menü | Yukarı çık | Canlı | Video | Fotoğraf | Dinle | Tümünü gör
Vapur seferlerine gece hattı eklendi | Karşıya geçmek isteyenler artık taksi aramak zorunda kalmayacak.
Zeytin hasadı erken başladı | Üreticiler yağ oranından memnun, fiyattan değil.
Tarihi hamam kütüphane oluyor | Kubbenin altında on bin kitap yer alacak.
Ev sahibi takım üç puanı son anda aldı | Doksan artı dörtte gelen gol tribünleri ayağa kaldırdı.
Kiralarda yeni sınır tartışması | Kiracı dernekleri artışın gelirle uyumlu olmasını istiyor.
Leylekler köye döndü | Elektrik direğindeki yuva bu yıl da boş kalmadı.
Bakır ustaları çırak arıyor | Çarşıda çekiç sesi giderek azalıyor.
Hızlı tren hattında deneme sürüşleri | İlk yolcuların sonbaharda taşınması planlanıyor.
Köşe yazısı: Çayın yanında konuşmak | Bir bardak, en uzun toplantıdan daha çok şey çözer.
Okullarda öğle yemeği ücretsiz olacak | Uygulama önce altı ilçede denenecek.
""",
)

add(
    "el",
    """
Ειδήσεις | Πολιτική | Οικονομία | Κόσμος | Πολιτισμός | Αθλητικά | Επιστήμη | Γνώμες | Ταξίδια | Υγεία | Κοινωνία
Ελένη Μαυροειδή | Στέλιος Καραντώνης | Δάφνη Ρούσσου
Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου
{d} {month} {y}
Αρχική | Αναζήτηση | Σύνδεση | Εγγραφή | Διαβάστε περισσότερα | Επόμενη | Προηγούμενη | Ενημερωτικό δελτίο | Τα σημαντικότερα νέα της ημέρας κάθε πρωί στο email σας. | Το email σας | Σχόλια | Γράψτε σχόλιο | Κοινοποίηση | Διαβάστε επίσης | Δημοφιλή | Χρησιμοποιούμε cookies για να βελτιώσουμε την εμπειρία σας. | Αποδοχή όλων | Απόρριψη | Ρυθμίσεις | Ποιοι είμαστε | Επικοινωνία | Απόρρητο | Όροι χρήσης | Του | Ενημερώθηκε | Ετικέτες | Διαφήμιση | Ροή ειδήσεων | Μενού | Επάνω | Ζωντανά | Βίντεο | Φωτογραφίες | Ακούστε | Όλα
Το πλοίο της γραμμής γυρίζει στο νησί | Ύστερα από πέντε μήνες η άγονη γραμμή ξαναρχίζει.
Λιγότερο λάδι, ακριβότερο μπουκάλι | Οι παραγωγοί μιλούν για τη χειρότερη σοδειά της δεκαετίας.
Μια ορχήστρα από ανακυκλωμένα όργανα | Οι μαθητές του γυμνασίου έφτιαξαν βιολιά από ντενεκέδες.
Νίκη στο τελευταίο δευτερόλεπτο | Το τρίποντο από το κέντρο έστειλε την ομάδα στους ημιτελικούς.
Νέοι ποδηλατόδρομοι στην παραλία | Τα έργα θα κρατήσουν ως το τέλος του φθινοπώρου.
Βρέθηκε ψηφιδωτό κάτω από το γήπεδο | Οι αρχαιολόγοι το χρονολογούν στον τρίτο αιώνα.
Ενοίκια: οι φοιτητές γυρίζουν στα χωριά | Με μία ώρα λεωφορείο πληρώνουν τα μισά.
Το τελευταίο καρνάγιο του κόλπου | Ο μαστρο-Γιάννης ψάχνει μαθητή εδώ και χρόνια.
Άποψη: η πλατεία δεν είναι πάρκινγκ | Οι πόλεις ανήκουν σε όσους τις περπατούν.
Δωρεάν εμβόλια στα φαρμακεία | Η διάθεση ξεκινά την πρώτη Οκτωβρίου.
""",
)
