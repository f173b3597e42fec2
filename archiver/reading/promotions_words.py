"""Lines that stand in and after a story and are none of it, in the press's other languages.

English and German ones, which have more shapes, are in :mod:`archiver.reading.promotions`.
"""

#: Headings of what comes after a story: its author, comments, sharing, tags, what is read most.
ENDS = (
    # fr
    r"(?:à propos de|sur) l[’']auteure?|(?:les |vos )?commentaires|réagissez(?: à cet article)?|"
    r"partage[rz](?: (?:cet article|sur))?|mots[- ]clés|étiquettes|",
    # es
    r"(?:sobre|acerca de) (?:la autora|el autor)|acerca del autor|(?:deja|escribe) (?:un|tu) comentario|"
    r"comparte(?: (?:esta noticia|este artículo|en))?|etiquetas|archivado en|",
    # it
    r"(?:informazioni )?sull[’'](?:autore|autrice)|lascia un commento|condividi(?: (?:su|l[’']articolo))?|argomenti|",
    # pt
    r"sobre (?:o autor|a autora)|(?:os )?comentários(?: ?\(\d+\))?|deix[ea] (?:um|o seu|seu) comentário|"
    r"(?:compartilh|partilh)(?:e|ar)(?: (?:esta notícia|este artigo))?|",
    # nl
    r"over de auteur|reacties(?: ?\(\d+\))?|(?:plaats|geef) een reactie|deel dit artikel|meest gelezen|",
    # sv, da, nb
    r"om (?:författaren|skribenten|forfatteren)|kommentarer(?: ?\(\d+\))?|(?:skriv|lämna) en kommentar|"
    r"(?:dela|del) (?:artikeln|artiklen|artikkelen|saken)|",
    # pl
    r"o autor(?:ze|ce)|komentarze(?: ?\(\d+\))?|dodaj komentarz|udostępnij(?: artykuł)?|tagi|najczęściej czytane|",
    # cs, sk
    r"o autorovi|(?:přidat|pridať) komentář|diskuse|diskusia|komentáře|komentáre|sdílet(?: článek)?|zdieľať|štítky|nejčtenější|",
    # ru, uk
    r"об авторе|про автора|комментарии|коментарі|(?:оставить|добавить) комментарий|поделиться|поділитися|теги|метки|",
    # tr, fi, hu, ro, el
    r"yazar hakkında|yorumlar|yorum yap(?:ın)?|etiketler|kirjoittajasta|kommentit|jaa artikkeli|"
    r"a szerzőről|hozzászólások|megosztás|címkék|despre autor|comentarii|lasă un comentariu|etichete|"
    r"σχόλια|ετικέτες|",
    # ja, ko, zh, ar
    r"(?:著者|執筆者|筆者)(?:について|プロフィール|紹介)|この記事を書いた人|コメント|シェアする|タグ|"
    r"기자 소개|댓글|공유하기|태그|关于作者|作者简介|關於作者|作者簡介|评论|評論|发表评论|分享到|标签|"
    r"عن الكاتب|التعليقات|الوسوم",
)
#: What one is asked to do, and what it is about.
ASKS = (
    r"abonnieren sie|melden sie sich|folgen sie|laden sie|"
    r"abonnez-vous|inscrivez-vous|recevez|suivez(?:-nous)?|téléchargez|rejoignez|"
    r"suscríb(?:ete|ase)|regístr(?:ate|ese)|apúntate|recib[ae]|s[ií]gu?e(?:nos)?|descarg(?:a|ue)|únete|"
    r"iscriviti|abbonati|ricevi|segui(?:ci)?|scarica|unisciti|"
    r"assine|inscreva-se|subscreva|receba|siga(?:-nos)?|baixe|descarregue|participe|"
    r"schrijf (?:je|u) in|meld (?:je|u) aan|abonneer|volg|ontvang|"
    r"prenumerera|anmäl dig|följ|ladda ner|tilmeld dig|meld deg på|abonner|følg|"
    r"zapisz się|subskrybuj|obserwuj|śledź|pobierz|dołącz|přihlaste se|odebírejte|sledujte|stáhněte|"
    r"подпис(?:ывайтесь|аться|шитесь|уйтесь|уйтеся)|следите|стежте|читайте нас|скачайте|присоединяйтесь|"
    r"abone ol|takip ed|tilaa|seuraa|iratkozz(?:on)? fel|kövess(?:en)?|abonează-te|urmărește"
)
ABOUT = (
    r"newsletter|infolettre|lettre d[’']information|bolet[ií]n|nieuwsbrief|nyhetsbrev|nyhedsbrev|zpravodaj|"
    r"uutiskirj|hírlev|рассылк|розсилк|bülten|(?:l[’']|notre |nuestra |la nostra |nosso |onze |vår )app|"
    r"aplicación|aplicativo|aplikac|приложени|канал|canale?\b|kanał|kanál|"
    r"whatsapp|telegram|телеграм|facebook|instagram|twitter|youtube|linkedin|tiktok|google news|вконтакте"
)
#: What begins a credit, in front of a colon: who made the picture, where the facts are from.
CREDITS = (
    r"abb(?:ildung|\.)?|grafik|infografik|illustration|infographie|fotografía|imagen|imagem|immagine|afbeelding|beeld|"
    r"borítókép|nyitókép|kiemelt kép|címlapkép|képek|原标题|原標題|"
    r"zdjęcie|fot\.|fotó|kép|kuva|фото|写真|画像|사진|图片?|照片|圖片?|"
    r"fuente|fonte|bron|źródło|zdroj|источник|джерело|kaynak|lähde|kilde|källa|出典|출처|来源|來源"
)
#: … who edited the text: what Chinese and Korean stories end with.
EDITED = "责任编辑|責任編輯|编辑|編輯|责编|責編|审核|監製|监制|校对|校對|편집"
#: What alone is the label of an advertisement or a button.
LABELS = (
    r"anuncio|annonse?|annons|advertentie|mainos|hirdetés|reclame|реклама|διαφήμιση|إعلان|광고|广告|廣告|iklan|quảng cáo|"
    r"partager|compartilhar|partilhar|delen|udostępnij|sdílet|поделиться|поділитися|paylaş|シェア|공유|分享"
)
#: What precedes the day on which a story appeared or was changed.
DATED = (
    r"publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|"
    r"publicerad|uppdaterad|publisert|oppdatert|opdateret|opublikowano|zaktualizowano|publikováno|aktualizováno|"
    r"опубликовано|обновлено|опубліковано|оновлено|güncelleme|julkaistu|päivitetty"
)
#: Agencies and others whose material the story has.
AGENCIES = (
    r"avec (?:l[’'])?(?:afp|reuters|ap|ats|belga|agences?)(?:(?:,| et) .{2,40})?|"
    r"con informaci(?:ón|ones) de .{2,60}|com informações d[aeo]s? .{2,60}|con informazioni d[ai] .{2,60}|"
    r"with (?:files|reporting|additional reporting) (?:from|by) .{2,60}|met informatie van .{2,60}"
)
#: Rights, anywhere in a short line.
RIGHTS = (
    "reproduction interdite", "derechos reservados", "diritti riservati", "riproduzione riservata",
    "direitos reservados", "rechten voorbehouden", "jogok fenntartva", "drepturile rezervate",
)  # fmt: skip
#: … in texts that are not of plain letters alone.
RIGHTS_ELSEWHERE = (
    "droits réservés", "prawa zastrzeżone", "práva vyhrazena", "права защищены", "права захищені",
    "hakları saklıdır", "無断転載", "無断複製", "무단 전재", "무단전재", "版权所有", "版權所有",
)  # fmt: skip
#: What is asked of a reader who has come so far: to share, support, sign in, let the page notify.
ASKED = (
    # en
    r"(?:if you|did you) (?:enjoy|like|love|find|found)(?:ed)? (?:reading )?this (?:article|post|story|piece|recipe)\b.{0,220}|"
    r"did you make (?:this|one of my) recipes?\b.{0,280}|(?:you are|you['’]re) (?:currently )?not logged in.{0,100}|"
    r"you (?:must|need to) be logged in.{0,100}|stay connected(?: with (?:me|us))?\W*|jump to (?:the )?(?:recipe|list|video)\W*|"
    r"(?:enable|allow|turn on) (?:desktop |push |browser )?notifications\b.{0,200}|"
    r"get (?:the )?(?:latest|breaking|top) .{0,60}\b(?:phone|inbox|device|mailbox)\b.{0,120}|"
    r"(?:get|download|grab) (?:the|your|our|a) free (?:e-?book|guide|checklist|template|report|copy)\b.{0,80}|"
    r"this (?:story|reporting|article) (?:is|was) (?:funded|supported|made possible) by .{0,160}|"
    # de
    r"(?:möchten sie|möchtest du|willst du) (?:diesen|den) (?:artikel|beitrag) teilen\W*|"
    r"hat (?:ihnen|dir|euch) (?:der|dieser) (?:artikel|beitrag|text) gefallen\b.{0,220}|"
    r"gefällt (?:dir|ihnen|euch) (?:unser|dieser|was wir) .{0,280}|"
    r"sie sind (?:aktuell |derzeit |momentan |noch )?nicht (?:eingeloggt|angemeldet).{0,120}|"
    r"benachrichtigung(?:en)? (?:aktivieren|erlauben)\b.{0,280}|wir respektieren (?:deine|ihre) privatsphäre.{0,280}|"
    # uk, ru
    r"(?:якщо ви )?(?:помітили|знайшли|побачили) (?:помилку|одруківку)\b.{0,160}|"
    r"(?:если вы )?(?:заметили|нашли) (?:ошибку|опечатку)\b.{0,160}|"
    # fr, es, it, pt, nl
    r"(?:cet article vous a plu|vous avez aimé cet article)\b.{0,200}|vous (?:n['’]êtes pas|devez être) connectée?\b.{0,100}|"
    r"activer? les notifications\b.{0,200}|¿?(?:te ha gustado|te gustó|si te gustó) (?:este|el) (?:artículo|post)\b.{0,200}|"
    r"(?:no has iniciado|debes? iniciar) sesión\b.{0,100}|activar? (?:las )?notificaciones\b.{0,200}|"
    r"ti è piaciuto (?:questo |l['’])?articolo\b.{0,200}|gostou (?:do|deste) (?:artigo|post|conteúdo)\b.{0,200}|"
    r"vond (?:je|u) dit (?:artikel|bericht)\b.{0,200}"
)
#: Who paid for it, and how it is to be cited.
DISCLOSED = (
    r"(?:anzeige|werbung)[\s,:/|–-]{1,3}(?:enthält|unbezahlt|wegen|da|affiliate).{0,120}|"
    r"(?:dieser (?:artikel|beitrag) )?enthält (?:affiliate|werbe|partner)-?\s?links?.{0,160}|"
    r"(?:editorial note|disclosure|disclaimer)[\s:–-]{1,3}.{0,80}\baffiliate.{0,220}|"
    r"as an? (?:amazon )?(?:associate|affiliate)\b.{0,280}|"
    r"(?:in partnership with|presented by|in (?:zusammenarbeit|kooperation) mit|en partenariat avec|en colaboración con|"
    r"in collaborazione con)\W*|(?:suggested citation|zitiervorschlag|citation suggérée)\b.{0,280}|"
    r"(?:page|seite|página|pagina) \d{1,3} (?:of|von|sur|de|di|van|/) \d{1,3}"
)
#: With which a teaser ends: it goes on elsewhere.
GOES_ON = (
    "weiterlesen", "read more", "lire la suite", "leer más", "leia mais", "lees meer", "leggi tutto",
    "continue reading", "czytaj dalej", "читать далее",
)  # fmt: skip
