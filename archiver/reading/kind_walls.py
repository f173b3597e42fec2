"""Walls: what stands in front of a story, or in its place.

A wall has little text of its own; its words are looked for where a story would be. Five sorts:
a stub before a paywall, a login, a question for consent, a check for robots, an error page that was
served as if it were one of the site's.
"""

import re

from archiver.reading.body import Story
from archiver.reading.kind_signs import PRICE, SHORT
from archiver.reading.offers import says_so
from archiver.reading.outline import Raw
from archiver.reading.survey import Survey
from archiver.reading.text import fold, lower

STUB = 700  # characters under which a story may be the stub before a wall
SMALL = 4000  # characters of all a page's text: a larger one is no dialogue
TINY = 1500
BARE = 700
LABEL = 30  # characters of a price or a button
NEXT = 3  # blocks between the two
AFTER = 20  # blocks after the story in which the offer to subscribe stands
MOST_BLOCK = 500  # characters of a block that is searched
MOST_BLOCKS = 400
MOST_STUB = 100  # blocks of a page without a story
MOST_LINKS = 20  # of a dialogue
MOST_ERROR = 40  # characters of the heading of an error page that has text besides

#: All patterns are of texts in lower case: a third of the time that they take to ignore the case.
#: What is printed on the button of an offer; a price stands beside it.
OFFER = re.compile(
    r"subscri|abonn|s.abonner|suscr[ií]|assine|abbonat|prenumer|tilaa|předplat|predplat|előfizet|"
    r"подпис|передплат|abone|συνδρομ|اشترك|מנוי|購読|订阅|訂閱|구독|đặt báo|langganan|सदस्यता",
)
LOGIN = re.compile(
    r"\b(?:log|sign) ?in\b|\b(?:sign up|register|create (?:an|your) (?:free )?account) to\b|"
    r"^(?:anmeld|einlogg|melden sie sich|registrier|login)|"
    r"^(?:connexion|se connecter|identifiez-vous|connectez-vous|créez (?:un|votre) compte)|"
    r"^(?:iniciar? sesión|inicia sesión|acced|reg[ií]str)|^(?:accedi|effettua il login|registrati)|"
    r"^(?:entrar\b|faça (?:o )?(?:seu )?(?:login|cadastro)|iniciar sessão|cadastr)|"
    r"^(?:inloggen|log in|logga in|logg inn|log ind|kirjaudu|zaloguj|logowanie)|"
    r"^(?:přihlášení|přihl[aá]s|prihlás|bejelentkez|autentific|conecta)|"
    r"^(?:войти|войдите|вход\b|авториз|увій)|^(?:giriş yap|oturum aç)|^(?:σύνδεση|συνδεθείτε)|"
    r"^(?:تسجيل الدخول|سجل الدخول|התחבר|כניסה)|ログイン|^(?:登录|登入|请登录|로그인)|"
    r"^(?:đăng nhập|masuk\b|लॉग ?इन|เข้าสู่ระบบ)",
)
CONSENT = re.compile(
    r"before you continue|we (?:value|respect|care about) your privacy|your privacy (?:choices|is "
    r"important)|(?:we|wir) (?:and|und) (?:our|unsere) (?:\d+ )?partner|(?:accept|reject) all "
    r"cookies|consent or pay|accept and continue|mit werbung (?:weiter ?lesen|nutzen)|pur[- ]abo|"
    r"weiter mit werbung|einwilligen und weiter|zustimmen und weiter|ihre (?:privatsphäre|"
    r"einwilligung)|bevor (?:sie|du) (?:fortfährst|fortfahren|zu google)|continuer sans accepter|"
    r"accepter et (?:fermer|continuer)|nous respectons votre vie privée|votre vie privée|"
    r"(?:nous|avec) (?:et )?nos (?:\d+ )?partenaires|antes de continuar|aceptar y continuar|"
    r"valoramos (?:tu|su) privacidad|nosotros y nuestros (?:\d+ )?socios|prima di continuare|"
    r"accetta e continua|la tua privacy|noi e i nostri (?:\d+ )?(?:partner|fornitori)|"
    r"aceitar e continuar|valorizamos (?:a )?sua privacidade|voordat je verdergaat|"
    r"(?:wij|we) en onze (?:\d+ )?partners|akkoord en doorgaan|(?:vi|me) (?:och|og|ja) (?:våra|"
    r"våre|vores|kumppanimme)|cenimy (?:twoją|państwa) prywatność|my i nasi (?:zaufani )?partnerzy|"
    r"přijmout vše|souhlas se|мы (?:ценим|используем файлы cookie)|прежде чем продолжить|"
    r"(?:cookies?|cookie) (?:e|y|et|und|and) leggi gratis|scegli come leggere|"
    r"wie möchten sie lesen|"
    r"gizliliğinize|プライバシーの設定|同意して続行|同意并继续|동의하고 계속",
)
ROBOT = re.compile(
    r"(?:verify|confirm|prove|make sure)(?: that)? you(?:'|’| a)re (?:a )?(?:human|not a bot|"
    r"not a robot)|"
    r"are you (?:a )?(?:robot|human)|^just a moment\b|checking (?:your browser|if the site)|"
    r"^access (?:to this page has been )?denied|^attention required|unusual (?:traffic|activity)|"
    r"pardon our interruption|(?:enable|activate) javascript (?:and cookies )?to (?:continue|view)|"
    r"(?:please )?enable (?:javascript|js|cookies)\b.{0,30}(?:continue|browser|blocker)|"
    r"^(?:sorry, )?you have been blocked|^(?:error )?403\b.{0,20}forbidden|^forbidden$|"
    r"complete the (?:captcha|security check)|^robot check|^security check|^human verification|"
    r"request (?:was )?(?:blocked|rejected)|ddos protection|why have i been blocked|"
    r"bestätigen sie, dass sie (?:ein mensch|kein roboter)|sind sie ein (?:mensch|roboter)|"
    r"ich bin kein roboter|sicherheitsüberprüfung|zugriff verweigert|"
    r"vérifi(?:er|ez) que vous (?:êtes|n'êtes) (?:un humain|pas un robot)|accès refusé|"
    r"verifi(?:ca|que|car) que (?:eres|es|usted es) (?:un )?humano|no soy un robot|"
    r"acceso denegado|verifica di essere umano|accesso negato|acesso negado|não sou um robô|"
    r"bevestig dat je (?:een mens|geen robot)|toegang geweigerd|åtkomst nekad|"
    r"potwierdź, że nie jesteś robotem|odmowa dostępu|подтвердите, что (?:вы не робот|запросы)|"
    r"доступ (?:запрещен|ограничен)|проверка браузера|robot olmadiğinizi|"
    r"ロボットではありません|アクセスが拒否|"
    r"人机验证|安全验证|访问被拒绝|로봇이 아닙니다|접근이 거부",
)
ERROR = re.compile(
    r"^(?:\W*(?:error|fehler|erreur|errore?|erro|fout|fel|feil|błąd|chyba|ошибка|hata)\W*)?"
    r"(?:404|410|500|502|503)(?:\W*$|\W+(?:not found|gone|error|page|seite|page introuvable|"
    r"internal|bad gateway|service|nicht gefunden|fehler|no encontrad|pagina|página|strona|"
    r"страница)|\s*[|–—-])|"
    r"\b(?:page|article|story|content) (?:you(?:'|’)re looking for )?(?:was |is |cannot be |"
    r"can(?:'|’)t be |could not be )?(?:not )?(?:found|missing|unavailable|no longer available)|"
    r"^\W*not found\W*$|can(?:'|’)?t (?:find|seem to find) (?:that|the|this) page|"
    r"page (?:doesn(?:'|’)t|does not) exist|nothing (?:was )?found here|"
    r"(?:seite|artikel|inhalt) (?:wurde |konnte |leider |ist |existiert |"
    r"gibt es ){0,3}nicht\b.{0,8}"
    r"(?:gefunden|verfügbar|mehr|$)|(?:seite|artikel) (?:existiert|gibt es) (?:leider )?nicht|"
    r"page (?:introuvable|non trouvée|inexistante)|page n(?:'|’)existe pas|"
    r"página no (?:encontrada|existe|disponible)|página não (?:encontrada|existe)|"
    r"pagina (?:non trovata|inesistente|niet gevonden|nu a fost găsită|bestaat niet)|"
    r"sidan (?:hittades inte|finns inte|kunde inte hittas)|siden (?:ble ikke funnet|blev ikke "
    r"fundet|finnes ikke|findes ikke)|sivua ei löyty|strona nie (?:została znaleziona|istnieje)|"
    r"nie znaleziono strony|stránka (?:nenalezena|nebyla nalezena|neexistuje|sa nenašla)|"
    r"az oldal nem található|страница не найдена|сторінк[ау] не знайдено|страницата не е намерена|"
    r"sayfa bulunamadi|η σελίδα δεν βρέθηκε|الصفحة غير موجودة|העמוד לא נמצא|"
    r"halaman tidak ditemukan|không tìm thấy trang|ページが見つかりません|お探しのページ|"
    r"页面(?:不存在|未找到)|找不到(?:页面|網頁|頁面|该页)|頁面不存在|페이지를 찾을 수 없"
)  # fmt: skip


#: What bars the way in other words: an age, a country, a blocker of advertising, repairs.
BARRED: dict[str, re.Pattern[str]] = {
    "question of age": re.compile(
        r"age (?:verification|check|gate)|are you (?:over|at least|of legal|18|21)|"
        r"(?:over|under) (?:18|21)\?|legal (?:drinking )?age|sind sie (?:schon |über |mindestens )?"
        r"(?:18|volljährig)|bist du (?:schon |über )?18|altersprüfung|(?:avez-vous|"
        r"êtes-vous) .{0,20}"
        r"(?:18 ans|majeur)|(?:eres|es usted) mayor de|mayor(?:ía)? de edad|maggiorenn|"
        r"maior de (?:18|idade)|18 jaar|meerderjarig|fyllt 18|over 18 år|18 lat|pełnoletni|"
        r"plnolet|osmnáct|elmúltál|18 лет|совершеннолет|18 yaş|18歳以上|满18|已满十八|19세",
    ),
    "not for this country": re.compile(
        r"unavailable (?:due to|for) legal reasons|^\W*(?:error )?451\b|"
        r"not (?:currently )?available in your (?:country|region|location)|"
        r"from (?:a country|the european economic area|the eu\b)|"
        r"in (?:ihrem|deinem) land nicht verfügbar|pas disponible dans votre (?:pays|région)|"
        r"no (?:está )?disponible en (?:su|tu) (?:país|región)|"
        r"non (?:è )?disponibile nel tuo paese|"
        r"não (?:está )?disponível n[oa] (?:seu|sua) (?:país|região)|niet beschikbaar in (?:uw|"
        r"je) land|"
        r"niedostępn[ae] w twoim kraju|недоступ[а-я]{1,4} в ваш(?:ем|ей) (?:стране|регионе)|"
        r"お住まいの(?:国|地域)|所在(?:的)?(?:国家|地区)",
    ),
    "blocker of advertising": re.compile(
        r"(?:using|turn off|disable|detected).{0,20}ad[ -]?block|ad[ -]?blocker|werbe(?:-|"
        r"\s)?blocker|"
        r"adblock|bloqueur de pub|bloqueador de (?:anuncios|publicidad)|"
        r"blocco (?:della )?pubblicità|"
        r"bloqueador de anúncios|advertentieblokker|annonsblockerare|blokad[aęy] reklam|"
        r"blokování reklam|блокировщик рекламы|reklam engelleyici|広告ブロック|广告(?:拦截|屏蔽)",
    ),
    "repairs": re.compile(
        r"(?:under|down for|scheduled) maintenance|^maintenance$|be (?:right )?back (?:soon|"
        r"shortly)|"
        r"temporarily (?:unavailable|offline)|wartungsarbeiten|wird gerade gewartet|en maintenance|"
        r"(?:en|em) (?:mantenimiento|manutenção)|in manutenzione|in onderhoud|underhållsarbete|"
        r"prac[ea] (?:techniczne|konserwacyjne)|przerwa techniczna|(?:pro údržbu|probíhá údržba)|"
        r"karbantartás|технически[ехм]{1,2} работ|профилактическ|технічн[іих]{1,2} робот|"
        r"bakim (?:çalişmasi|nedeniyle)|bakimda|συντήρηση|للصيانة|תחזוקה|メンテナンス|维护|維護|"
        r"점검 중|bảo trì|pemeliharaan|रखरखाव",
    ),
}


def wall(
    survey: Survey, story: Story, length: float, paywalled: bool | None, told: bool
) -> str | None:
    """What sort of wall the page is, and by what it was told; None if it is none.

    ``length`` is that of the story's text; ``told``: something says that the page is a story's.
    """
    if length >= STUB:
        # Error pages offer the latest stories.
        error = not told and _says(ERROR, [x for x in _heads(survey) if len(x) < MOST_ERROR])
        return "error page" if error else None
    if paywalled:
        return "paywalled, short"
    size = sum([len(raw.text) for raw in survey.outline.blocks[:MOST_BLOCKS]])
    if not survey.story and (sort := _undeclared(survey, _heads(survey), size, told)):
        return sort
    if not told and size >= SMALL:
        return None  # a list of stories, some of them for subscribers
    return "offer to subscribe" if _stub(survey, story, length) else None


def _undeclared(survey: Survey, heads: list[str], size: int, told: bool) -> str | None:
    """The wall that a page is which does not declare a story."""
    if size < SMALL and (sort := _barred(survey, heads, size)):
        return sort
    if _says(ERROR, heads):
        return "error page"
    # Systems call every page an article: the words of a page that has hardly any say more.
    if size >= (TINY if told else SMALL):
        return None
    texts = [lower(raw.text[:MOST_BLOCK]) for raw in survey.outline.blocks[:MOST_BLOCKS]]
    if size < TINY and not told and _says(ERROR, texts):
        return "error page"
    if _says(ROBOT, texts):
        return "check for robots"
    few = size < TINY and len(survey.tags["a"]) < MOST_LINKS
    if few and not told and _says(CONSENT, texts):
        return "consent"
    return None


def _barred(survey: Survey, heads: list[str], size: int) -> str | None:
    """The wall that a page's own headings name."""
    if _says(ROBOT, heads):
        return "check for robots"
    if _says(CONSENT, heads):
        return "consent"
    for sort, pattern in BARRED.items():
        if _says(pattern, heads):
            return sort
    return "login" if _says(LOGIN, heads) and (size < BARE or _asks(survey)) else None


def _says(pattern: re.Pattern[str], texts: list[str]) -> bool:
    return any(pattern.search(text) for text in texts)


def _heads(survey: Survey) -> list[str]:
    """The page's own headings and title in lower case, which say what an error page is."""
    titles = [fold(element.text or "") for element in survey.tags["title"][:1]]
    return [lower(x) for x in (*survey.headings[:2], *titles) if x and len(x) < 120]


def _asks(survey: Survey) -> bool:
    """True for a page with a field for a password or an address."""
    for field in survey.root.iter("input"):
        name = (
            f"{field.get('type') or ''} {field.get('name') or ''} {field.get('id') or ''}".lower()
        )
        if "password" in name or "mail" in name or "user" in name or "login" in name:
            return True
    return False


def _stub(survey: Survey, story: Story, length: float) -> bool:
    """An offer to subscribe where the story breaks off, or where it would begin."""
    blocks = survey.outline.blocks
    blocks = blocks[story.first : story.last + AFTER] if length else blocks[:MOST_STUB]
    for raw in blocks[:MOST_BLOCKS]:
        text = raw.text[:MOST_BLOCK]
        if (raw.link_share < 1 or len(text) < SHORT) and says_so(lower(text)):
            return True
    return bool(length) and _sells(survey.outline.blocks[story.last + 1 : story.last + AFTER])


def _sells(blocks: list[Raw]) -> bool:
    """True if a price and the button of a subscription stand together."""
    texts = [raw.text.lower() for raw in blocks]
    prices = [n for n, x in enumerate(texts) if len(x) < LABEL and PRICE.search(x)]
    offers = [n for n, x in enumerate(texts) if len(x) < LABEL and OFFER.search(x)]
    return any(0 <= offer - price <= NEXT for offer in offers for price in prices)
