"""Words of bylines in the press's languages: who wrote, who did something else, what is no name."""

from enum import IntEnum


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())  # as words are looked up: "συντάκτης" ends otherwise


class Said(IntEnum):
    """What a word before a name says."""

    FILLER = 1  #: goes with the others: "and", "a", "medically"
    OTHER = 2  #: a deed that makes no author: "photos", "edited", "translated"
    DEED = 3  #: what an author did: "written", "interview"; with a colon it names the author
    BY = 4
    AUTHOR = 5  #: "author", which needs no colon


_FILLERS = (
    "and und & et y e en og och by a an the ein eine einen eines einer der die das den dem des "
    "un une una le la el il on am last medically expert clinically about über this story post "
    "article artikels beitrags guest main full courtesy recueillis propos reporting additional "
    "special exclusive"
)
_OTHERS = (
    "tested updated modified aktualisiert photo photos photograph photographs photography "
    "photographer photographed picture pictures image images illustration illustrations "
    "illustrated graphic graphics video videos camera artwork edited editing editor editors "
    "reviewed fact-checked fact-check checked verified approved translated translation "
    "moderated foto fotos fotograf fotografie fotografi fotografen fotografin fotografo "
    "fotografía fotografia bild bilder bildquelle bildnachweis bildrechte grafik grafiken "
    "illustrationen kamera schnitt redigiert übersetzt übersetzung übersetzer übersetzerin "
    "symbolbild archivbild titelbild crédit crédits dessin traduit traduction vidéo imagen "
    "imágenes ilustración traducción traducido traduzione beeld vertaling vertaald zdjęcia fot "
    "tłumaczenie фото видео перевод редактор fotoğraf copyright ©"
)
_DEEDS = (
    "written reported posted published authored submitted compiled created contributed shared "
    "produced updated modified story text words analysis opinion review report commentary "
    "comment interview essay column post feature recipe blog geschrieben verfasst "
    "veröffentlicht publiziert erstellt aufgezeichnet protokolliert gepostet eingestellt "
    "kommentar beitrag bericht analyse artikel gastbeitrag reportage kolumne porträt rezension "
    "glosse leitartikel gastkommentar protokoll pressemitteilung meinung rede écrit rédigé "
    "publié proposé recueilli recueillis entretien chronique tribune texte escrito publicado "
    "redactado texto entrevista columna crónica scritto pubblicato testo intervista geschreven "
    "gepubliceerd skrevet skriven publicerad publisert napisane opublikowane ditulis "
    "опубликовал حوار reporter reporters redaktion redakteur redakteurin rédaction redacción "
    "redacció redactor redactora redacteur tekst skribent journalist tekijä toimittaja teksti "
    "kirjoittaja szerző szöveg írta yazan yazar penulis текст σύνταξη συντάκτης γράφει إعداد "
    "المؤلف כתב כתבת نویسنده herausgeber quelle source haber muhabir reporteri pewarta jurnalis "
    "reportase laporan reportaż ρεπορτάζ κείμενο tekstas teksts رپورٹ خبرنگار گزارش گزارشگر تحرير "
    "تقرير متابعة रिपोर्ट रिपोर्टर প্রতিবেদক เรื่อง ข่าว รายงาน репортаж szövegíró forfattet "
    "υποβλήθηκε αναρτήθηκε δημοσιεύτηκε publicat postat scris enviado postado wysłane dodane "
    "добавил lähetti postitas iesniedza beküldte eingereicht soumis envoyé inviato inserito "
    "ingediend"
)
_BY = (
    "by von vom par por di da escribe escriben schreibt schrieb scrive skriver piše написал "
    "door deur av af ni gan oleh bởi przez от від пише από του της מאת بقلم كتب كتبت بواسطة "
    "द्वारा โดย"
)
_AUTHORS = (
    "author authors author(s) writer writers contributor contributors byline bylines by-line "
    "autor autoren autorin autorinnen autor/in autor*in autor:in autor:innen autor/-in "
    "autor(in) autor(en) verfasser verfasserin auteur auteurs auteure autrice autrices autores "
    "autora autoras autori autore autorzy autorka autoři автор авторы автори forfatter الكاتب "
    "الكاتبة autorius autors autoarea avtor avtorica аутор аўтар ავტორი ავტორები հեղինակ müəllif "
    "muallif egilea autorë autori/ja höfundur údar awdur लेखक लेखिका লেখক எழுதியவர் రచయిత "
    "ผู้เขียน تحریر مؤلف συγγραφέας kirjutas autor/ka autor/redaktor"
)
INTRODUCING: dict[str, Said] = {
    **dict.fromkeys(_words(_FILLERS), Said.FILLER),
    **dict.fromkeys(_words(_DEEDS), Said.DEED),
    **dict.fromkeys(_words(_OTHERS), Said.OTHER),
    **dict.fromkeys(_words(_BY), Said.BY),
    **dict.fromkeys(_words(_AUTHORS), Said.AUTHOR),
}
#: Prepositions that say it in the middle of a line too.
INNER_BY = _words("by")

TITLES = _words(
    "dr prof professor univ.-prof pd priv.-doz mag dipl.-ing sir dame lord lady mr mrs ms mme m "
    "herr frau rev fr pastor"
)
PARTICLES = _words(
    "de da do dos das del della dalla degli dei di du des der den van von zu zur zum vom la le "
    "les el al bin ibn ben ter ten te af av y e und i abu san st ap lo mac mc o ould bint 't d' "
    "of the ul ur ud"
)
#: Words for what somebody is; a name ends before them.
ROLES = _words(
    "bundeskanzler bundeskanzlerin bundesminister bundesministerin bundespräsident minister "
    "ministerin ministerpräsident ministerpräsidentin rechtsanwalt rechtsanwältin senator "
    "secretary former retired officer expert reviewer coordinator strategist staff editor "
    "editors editor-in-chief editorial reporter reporters writer writers correspondent "
    "correspondents contributor contributors columnist journalist journaliste journalistin "
    "journalisten photographer author authors senior junior chief contributing associate "
    "assistant managing executive deputy head director founder co-founder cofounder ceo cto cfo "
    "coo president vice freelance freelancer guest manager specialist consultant engineer "
    "attorney lawyer analyst producer anchor host professor lecturer researcher fellow intern "
    "coach redakteur redakteurin redaktion redaktionsleiter redaktionsleiterin chefredakteur "
    "chefredakteurin ressortleiter ressortleiterin korrespondent korrespondentin gastautor "
    "gastautorin autor autorin reporterin volontär volontärin mitarbeiter mitarbeiterin leiter "
    "leiterin geschäftsführer geschäftsführerin pressesprecher pressesprecherin volontariat "
    "rédacteur rédactrice correspondant envoyé envoyée redactor redactora periodista "
    "corresponsal jornalista repórter redattore giornalista redacteur verslaggever journalisti "
    "toimittaja redaktor redaktorka dziennikarz редактор корреспондент журналист обозреватель "
    "автор content marketing communications 记者 記者 기자 특파원 編集部 編集長 论坛 "
    "wartawan reporterki "
    "zahraniční domácí novinář novinářka"
)
#: Words that end a name wherever they stand.
STOPS = _words(
    "am asked answered commented replied wrote for from at in on via via: as is was has with für "
    "aus bei para pour contributes contributed covers writes reports reported special published "
    "updated posted last modified ago view see follow read show share more all photo photos "
    "photography comments comment views shares min mins minutes about by who uhr zuletzt stand "
    "email e-mail mail twitter facebook instagram linkedin contact getty images reuters/ "
    "courtesy save print subscribe sign log search menu home next previous leave reply no the "
    "veröffentlicht publiziert aktualisiert geändert publié publiée publicado actualizado "
    "pubblicato aggiornato gepubliceerd bijgewerkt publicerad uppdaterad publisert oppdatert "
    "opdateret opublikowano aktualizacja written reviewed edited опубликовано обновлено "
    "lesedauer lesezeit trackback permalink δημοσίευση δημοσιεύτηκε ενημέρωση ενημερώθηκε "
    "yayınlanma yayın giriş güncelleme güncellenme публикация обновление публікація оновлено "
    "közzététel megjelent frissítve publikováno vydáno aktualizováno publikované aktualizované "
    "julkaistu päivitetty diterbitkan diperbarui tayang publicat actualizat objavljeno ažurirano "
    "publicación actualización publicação atualização pubblicazione aggiornamento parution "
    "نشر نُشر تحديث انتشار प्रकाशित अपडेट প্রকাশ প্রকাশিত আপডেট"
)
#: A line of such words is a signature, but nobody's own: taken where no person signs.
COLLECTIVES = _words(
    "staff team redaktion editors newsroom desk contributor contributors editorial redazione "
    "rédaction redacción redacció redactie redaksi redakcja redakce redakcia szerkesztőség "
    "toimitus redaksjonen redaktionen redação board crew group verlag redactia editor agencies "
    "agenturen agentur wire agencia агентство редакция редакція редакцията 編集部 publisher "
    "وكالات ڈیسک डेस्क ब्यूरो संवाददाता ডেস্ক প্রতিবেদক সংবাদদাতা প্রতিনিধি"
)
#: Words that no person's name has.
NOT_NAMES = _words(
    "bureau research laboratory hospital clinic academy library museum theatre radio tv network "
    "union league alliance council federation strategy expert reviewer coordinator event "
    "shipping werde jetzt news press post times magazine media online blog agency agencies "
    "institute university college school inc inc. ltd llc gmbh ag se plc corp company co. "
    "association foundation department ministry office club society center centre zentrum "
    "verein verband stiftung universität hochschule landesanstalt bundesamt nachrichten zeitung "
    "zeitschrift verlag service services solutions technologies software systems digital agence "
    "group holdings partners team staff admin administrator webmaster root user guest anonymous "
    "unknown none null article articles artikel beitrag beiträge posts story stories kommentar "
    "kommentare comment comments home menu search share follow newsletter subscribe login "
    "register contact about privacy terms policy cookies advertisement anzeige werbung "
    "sponsored video videos photo photos foto fotos bild bilder image images gallery politik "
    "wirtschaft sport kultur wissen gesellschaft politics business sports world opinion "
    "technology science health travel lifestyle entertainment food finance money culture "
    "education environment weather monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag january february august "
    "september october november december januar februar märz juni juli oktober dezember today "
    "yesterday tomorrow heute gestern updated published read reading minutes min mins views "
    "view time date breaking exclusive live latest trending popular related recommended more "
    "mehr alle all the this that your our you how what why when where who which and with from "
    "wie was warum wann wo wer das ein eine guide tips click here skip content toc overview "
    "summary introduction table contents tags category categories nutzungsrechte datenschutz "
    "impressum startseite themen thema kategorie schlagwörter autor author autoren authors "
    "profile bio website wordpress elementor product products shop store wiki forum page seite "
    "next previous weiter zurück create account get try buy start learn join download apply "
    "book request watch listen discover explore development trial edition market markets "
    "institut"
)
AGENCIES = _words(
    "ap afp dpa apa sda ats reuters ansa efe tass interfax kna epd sid belga anp ntb tt ritzau "
    "pap ctk čtk mti bta agerpres lusa pti ani ians xinhua kyodo jiji yonhap bloomberg aap cnn "
    "bbc dpa-afx spx upi keystone-sda europa-press unian adnkronos agi agencias"
)
NOBODY = _words(
    "admin administrator root user author webmaster unknown anonymous guest none null n/a "
    "undefined default editor1 wordpress wp wpadmin superuser super-user test autor auteur "
    "redactor gast anonym"
)
AGENCY_NAMES = frozenset(
    (
        "associated press",
        "agence france-presse",
        "thomson reuters",
        "press association",
        "pa media",
        "dow jones",
        "canadian press",
        "europa press",
        "press trust of india",
        "deutsche presse-agentur",
        "agencia efe",
        "keystone-ats",
        "australian associated press",
        "austria presse agentur",
        "bloomberg news",
        "kyodo news",
    )
)
#: Days of the week, which stand before a date.
WEEKDAYS = _words(
    "lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi "
    "samedi dimanche lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira "
    "terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta maandag "
    "dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag "
    "lördag söndag mandag tirsdag lørdag søndag poniedziałek wtorek środa czwartek piątek sobota "
    "niedziela pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok "
    "nedeľa hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri "
    "sâmbătă duminică ponedjeljak utorak srijeda četvrtak petak subota nedjelja понедельник "
    "вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер п'ятниця "
    "п’ятниця субота неділя понеделник сряда четвъртък петък събота неделя pazartesi salı "
    "çarşamba perşembe cuma cumartesi pazar maanantai tiistai keskiviikko torstai perjantai "
    "lauantai sunnuntai δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή senin selasa rabu "
    "kamis jumat sabtu minggu ahad isnin khamis jumaat الأحد الإثنين الاثنين الثلاثاء الأربعاء "
    "الخميس الجمعة السبت ראשון שני שלישי רביעי חמישי שישי شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه "
    "پنجشنبه جمعه پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار सोमवार मंगलवार बुधवार गुरुवार शुक्रवार "
    "शनिवार रविवार jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili"
)
#: Degrees that stand behind a name, without their dots.
DEGREES = _words(
    "phd md ma ba ms msc bsc bs mph rd rdn ld ldn rn cfp cfa cpa cpp mba jd esq jr sr ii iii iv "
    "dvm vmd psp cissp lcsw dds llm llb edd psyd pmp do facp faap foma dabom lvt pharmd "
    "dipl-ing"
)
