# ruff: noqa: E501
"""Walls of all sorts: log in, consent, pay, prove, come back later, not found."""

from tests.pages.kinds.make import Page


def w(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    meta: str,
    title: str,
    *lines: str,
    **more: object,
) -> Page:
    """A wall without a story."""
    about = {"title": title, "lines": lines, "text": lines[0] if lines else "", "side": False}
    return Page(
        "wall", language, site, f"https://{url}", system, f"w_{body}", meta, "", about | more
    )


def stub(
    language: str,
    site: str,
    url: str,
    system: str,
    body: str,
    meta: str,
    story: str,
    offer: str,
    *lines: str,
    **more: object,
) -> Page:
    """A story's beginning, and an offer to pay for the rest."""
    about: dict[str, object] = {"offer": offer, "lines": lines, "body_class": "single single-post"}
    return Page(
        "wall", language, site, f"https://{url}", system, f"w_{body}", meta, story, about | more
    )


RICH = "desc canonical og:article time ld:NewsArticle"
LOCKED = {"isAccessibleForFree": False}
# A case a line.
# fmt: off
PAGES = [
    # Pay
    stub("en", "The Harbour Ledger", "www.harbourledger.example/news/2024/the-men-who-kept-the-light", "paper_a", "stub", RICH, "en-longread", "Keep reading for £1", "Subscribe today for full access on your phone, tablet and computer. Cancel at any time.", "Already a subscriber?", ld_more=LOCKED),
    stub("en", "The Brandsea Post", "brandseapost.example/opinion/paying-jurors", "react", "stub_react", RICH, "en-opinion", "Want the whole story?", "You have reached your limit of free articles.", "Billed as £1 for the first month, then £9.90.", shown=2, prices=["£1", "£9.90"]),
    stub("en", "Quarterly Craft", "quarterlycraft.example/members/what-i-learned", "wp_classic", "stub_wp", "desc og:article", "en-blog", "Membership Required", "You must be a Friend or Patron member to read this post.", side=True),
    stub("de", "Elbe-Kurier", "www.elbe-kurier.example/plus/was-ein-haus-aus-lehm-kann-id4471.html", "paper_a", "stub", RICH, "de-lehm", "Weiterlesen mit EK+", "Alle Artikel auf elbe-kurier.example, vier Wochen für 1 Euro, danach 8,99 Euro im Monat. Jederzeit kündbar.", "Sie haben schon ein Abo?", ld_more=LOCKED, shown=2),
    stub("de", "Sportplatz Nord", "sportplatz-nord.example/plus/hallenbad", "vue", "stub_react", "og:article", "de-hallenbad", "Dieser Artikel ist exklusiv für Abonnenten", "Jetzt freischalten und mitreden.", shown=1),
    stub("fr", "La Gazette du Vernois", "www.gazette-vernois.example/abonnes/rendons-les-rues", "paper_b", "stub", RICH, "fr-tribune", "Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.", "Abonnez-vous à partir de 1 € le premier mois, sans engagement.", ld_more=LOCKED),
    stub("es", "El Correo de Aldana", "www.correoaldana.example/premium/siesta", "paper_a", "stub", "desc og:article", "es-siesta", "Contenido solo para suscriptores", "Únete por 1 euro al mes y lee sin límites.", related=False),
    stub("it", "Il Foglio della Valle", "www.fogliodellavalle.example/premium/affresco", "react", "stub_react", RICH, "it-affresco", "Questo articolo è riservato agli abbonati", "Sblocca l'accesso illimitato a tutti i contenuti.", shown=1),
    stub("nl", "Wieldam Courant", "wieldamcourant.example/premium/sluis~b1", "drupal9", "stub", "og:article ld:NewsArticle", "nl-sluis", "Verder lezen?", "Word abonnee en lees de eerste maand gratis.", "Al abonnee? Log in."),
    stub("sv", "Storviksbladet", "storviksbladet.example/plus/isen", "components", "stub_react", "og:article", "sv-is", "Lås upp artikeln", "Den här artikeln är för dig som är prenumerant. Första månaden kostar en krona.", shown=1, prices=["1 kr", "99 kr"]),
    stub("pl", "Gazeta Warciańska", "gazetawarcianska.example/premium/most", "wp_classic", "stub_wp", "og:article", "pl-most", "Treść tylko dla prenumeratorów", "Wykup dostęp już od 4,90 zł tygodniowo."),
    stub("ja", "まつかぜ新聞", "matsukaze.example/member/sento.html", "portal", "stub_portal", "desc og:article", "ja-sento", "この記事は会員限定です", "残り482文字（全文611文字）", "有料会員に登録すると、すべての記事をお読みいただけます。初月無料。"),
    stub("ko", "산내일보", "sannaeilbo.example/premium/2214", "portal", "stub_portal", "og:article", "ko-peegyo", "회원 전용 기사입니다", "전체 내용을 보려면 로그인해 주세요.", "구독 첫 달은 무료입니다."),
    stub("ar", "نوافذ", "nawafidh.example/premium/2024/3/maktaba", "bootstrap", "stub", "og:article", "ar-maktaba", "تابع القراءة مع اشتراك نوافذ", "هذا المحتوى متاح للمشتركين فقط. جرب الشهر الأول مجانا."),
    # Log in, register
    w("en", "The Harbour Ledger", "www.harbourledger.example/account/login?return=%2Fnews%2F4411", "paper_a", "login", "og:article", "Log in to continue", "Please log in with your Ledger account to read this page."),
    w("en", "Slow Lines", "slowlines.example/signin?next=/story-88", "none", "login_next", "og:website", "Sign in to Slow Lines", "New here? Enter your email and we shall create an account for you.", "By continuing you accept our terms of use and privacy policy."),
    w("de", "nordpress", "nordpress.example/kunden/anmeldung", "typo3", "login", "", "Anmeldung für Kunden", "Das Meldungsarchiv steht nur registrierten Redaktionen offen."),
    w("pt", "Agora Capital", "agoracapital.example/cadastro?volta=/cidades/44", "bootstrap", "overlay", "og:article", "Faça seu cadastro gratuito para continuar lendo", "Leva menos de um minuto e você recebe o nosso boletim."),
    w("hi", "पटरी समाचार", "patrisamachar.example/login?ref=48812", "paper_a", "login", "og:article ld:NewsArticle", "पढ़ना जारी रखने के लिए लॉग इन करें", "यह सामग्री केवल पंजीकृत पाठकों के लिए है।"),
    w("vi", "Bến Sông", "bensong.example/dang-nhap?r=4811", "next", "login_next", "", "Đăng nhập để đọc tiếp", "Bạn chưa có tài khoản? Chỉ mất một phút."),
    # Consent
    w("en", "Tidewatch", "consent.tidewatch.example/?continue=https%3A%2F%2Ftidewatch.example%2F", "none", "consent", "", "Before you continue to Tidewatch", "We use cookies and data to deliver and maintain our services, to track outages and to measure audience engagement.", "If you choose to accept all, we shall also use them to develop new services and to show personalised advertising. You may change your choice at any time."),
    w("de", "Elbe-Kurier", "www.elbe-kurier.example/zustimmung?von=/politik/44.html", "none", "pur", "og:article", "Mit Werbung weiterlesen oder Pur-Abo abschließen", "Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Ihre Zustimmung können Sie jederzeit widerrufen.", "Nutzen Sie unser Angebot ohne Werbetracking für 3,99 Euro im Monat.", "Wir und unsere 214 Partner speichern Informationen auf Ihrem Gerät und greifen darauf zu, etwa auf eindeutige Kennungen in Cookies.", "Zwecke: genaue Standortdaten, Messung von Werbeleistung, Erkenntnisse über Zielgruppen."),
    w("fr", "Info Plaine", "infoplaine.example/consentement", "none", "consent", "og:article", "Votre vie privée compte pour nous", "Avec votre accord, nos 178 partenaires et nous utilisons des cookies pour stocker et consulter des données personnelles comme votre visite sur ce site.", "Vous pouvez retirer votre consentement à tout moment."),
    w("it", "Pentole e Ortiche", "pentoleeortiche.example/consenso", "none", "pur", "", "Scegli come leggere", "Accetta i cookie e leggi gratis con la pubblicità.", "Leggi senza tracciamento per 2 euro al mese."),
    # Prove
    w("en", "hpa.example", "hpa.example/wire/20240301/council", "none", "captcha", "", "Checking if the site connection is secure", "hpa.example needs to review the security of your connection before proceeding.", head_title="Just a moment..."),
    w("es", "canalsierra.example", "canalsierra.example/noticias/88123", "none", "captcha", "", "Verifica que eres humano", "Completa la acción siguiente. Hemos detectado tráfico inusual desde tu red.", head_title="Un momento…"),
    w("ru", "listvyanka.example", "listvyanka.example/news/2024/06/02/most", "none", "captcha", "", "Подтвердите, что вы не робот", "Запросы с вашего устройства похожи на автоматические. Поставьте галочку, чтобы продолжить.", head_title="Проверка"),
    w("zh", "江岸日报", "jiangandaily.example/verify?u=%2Fcontent_88214.htm", "none", "notice", "", "安全验证", "您的访问过于频繁，请完成验证后继续访问。", "如有疑问，请联系客服。"),
    w("en", "Skerrow Times", "skerrowtimes.example/news/114777.html", "none", "block", "", "Access Denied", "You don't have permission to access this page on this server."),
    w("en", "Rovers World", "roversworld.example/news/9921", "react", "overlay", "og:article", "Looks like you are using an ad blocker", "Advertising pays for our reporters. Please switch your blocker off for this site, or support us with a membership."),
    w("el", "Παραλία", "paralia.example/app/4411", "none", "notice", "og:article", "Απαιτείται JavaScript", "Ενεργοποιήστε την JavaScript στον περιηγητή σας για να συνεχίσετε."),
    # Elsewhere, too young
    w("en", "The Brandsea Post", "brandseapost.example/unavailable-location", "none", "geo", "", "Unavailable due to legal reasons", "We recognise that you are attempting to access this website from a country where we cannot offer it at present. For any issues, write to help@brandseapost.example."),
    w("tr", "Kanal Çınar", "kanalcinar.example/izle/yurtdisi", "bootstrap", "geo", "og:video.other", "Bu içerik bulunduğunuz ülkede izlenemiyor", "Yayın hakları nedeniyle bu sayfaya yalnızca yurt içinden erişilebilir."),
    w("cs", "Pivovar Záblatí", "pivovarzablati.example/novinky/lezak", "none", "age", "og:article", "Je vám už osmnáct?", "Stránky jsou určeny pouze plnoletým návštěvníkům.", menu="Piva|Pivovar|Prohlídky|E-shop|Kontakt", yes="Ano, vstoupit", no="Ne"),
    # Not there
    w("en", "Aunt Leek", "auntleek.example/old-recipes/plum-cake/", "wp_classic", "404", "", "Oops! That page can't be found.", "It looks like nothing was found at this location. Maybe try a search?", side=True),
    w("de", "Samtgemeinde Oste", "oste.example/rathaus/alt/sitzung-2011", "paper_a", "404_list", "og:article", "Diese Seite gibt es nicht (mehr)", "Der gewünschte Artikel wurde gelöscht oder ist umgezogen. Vielleicht interessiert Sie eine dieser Meldungen."),
    w("pt", "Diário da Serra", "diariodaserra.example/esportes/jogo-antigo-771", "wp_block", "404_list", "og:article", "Página não encontrada", "O endereço pode ter mudado ou a notícia saiu do ar."),
    w("uk", "Верховина", "verkhovyna.example/podorozhi/stara-storinka.html", "next", "404_bare", "", "Сторінку не знайдено", "Можливо, її вилучили або ви помилилися в адресі."),
    w("he", "הגדה", "hagada.example/article/sagur", "none", "maint", "", "האתר בשדרוג", "אנחנו משפרים את האתר בשבילכם ונחזור בעוד כשעה. תודה על הסבלנות."),
    w("id", "Kabar Wringin", "kabarwringin.example/politik/rapat-desa", "none", "maint", "og:article", "Sedang dalam pemeliharaan", "Situs kami sedang diperbarui. Silakan kembali beberapa saat lagi."),
]
# fmt: on
