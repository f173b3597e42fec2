"""Names of the months in the languages of most of the web's news."""

import re

#: A language a line: the months, full names or stems that inflections begin with.
_LANGUAGES = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mrz apr mai jun jul aug sept okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil août sept oct nov déc
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago setiembre oct nov dic
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
gen feb mar apr mag giu lug ago set ott nov dic
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
jan fev mar abr mai jun jul ago set out nov dez
januari februari maart april mei juni juli augustus september oktober november december
jan feb mrt apr mei jun jul aug sep okt nov dec
januar februar marts april maj juni juli august september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu
stycz lut mar kwie maj czerw lip sierp wrze paździ listopad grud
sty lut mar kwi maj cze lip sie wrz paź lis gru
leden únor březen duben květen červen červenec srpen září říjen listopad prosinec
ledna února března dubna května června července srpna září října listopadu prosince
január február marec apríl máj jún júl august september október november december
január február március április május június július augusztus szeptember október november december
jan feb márc ápr máj jún júl aug szept okt nov dec
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ian feb mar apr mai iun iul aug sept oct noi dec
siječ velj ožuj trav svib lip srp kolov ruj listopad studen prosin
januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
januar februar marec april maj junij julij avgust september oktober november december
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
urtarril otsail martxo apiril maiatz ekain uztail abuztu irail urri azaro abendu
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
oca şub mar nis may haz tem ağu eyl eki kas ara
январ феврал март апрел май июн июл август сентябр октябр ноябр декабр
янв фев мар апр мая июн июл авг сен окт ноя дек
січ лют берез квіт трав черв лип серп верес жовт листопад груд
студзен лют сакавік красавік ма чэрвен ліпен жнів верас кастрычнік лістапад снеж
януари февруари март април май юни юли август септември октомври ноември декември
јануар фебруар март април мај јун јул август септембар октобар новембар децембар
ιανουαρ φεβρουαρ μαρτ απριλ μαΐου ιουν ιουλ αυγ σεπτ οκτωβρ νοεμβρ δεκεμβρ
ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ
jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
janvār februār mart aprīl maij jūnij jūlij august septembr oktobr novembr decembr
saus vasar kov baland geguž biržel liep rugpjū rugsėj spal lapkri gruod
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
januari februari maret april mei juni juli agustus september oktober november desember
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
ינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
كانونالثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرينالأول تشرينالثاني كانونالأول
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
- - - آپریل می جون جولای آگوست - - - -
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
जन॰ फ़रवरी मार्च अप्रैल मई जून जुल॰ अग॰ सितम्बर अक्तूबर नवम्बर दिसम्बर
जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই অগাস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર
ਜਨਵਰੀ ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ
ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్
ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್
ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ
- - - - مئ - - - - - - -
- - - - മെയ് - - - - - - -
ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්
មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ
ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ
იანვ თებერვ მარტ აპრილ მაის ივნის ივლის აგვისტ სექტემბ ოქტომბ ნოემბ დეკემბ
հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր
қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
januari februari mac april mei jun julai ogos september oktober november disember
yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr
eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa - - samhain nollaig
jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru
ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
ianuar februar mart april mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
- - - - μαϊου - - - - - - -
- - - - μαιου - - - - - - -
"""

LONGEST_ENDING = 4  # letters that an inflection adds to a stem


def _stems() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _LANGUAGES.split("\n"):
        for number, stem in enumerate(line.split(), 1):
            if stem != "-":
                found.setdefault(stem, number)
    found["sept"] = 9
    return found


STEMS = _stems()
#: Names that mean another month in another language ("listopad", "lip"), by language.
BY_LANGUAGE: dict[str, dict[str, int]] = {
    "cs": {"listopad": 11},
    "pl": {"listopad": 11, "lip": 7},
    "hr": {"listopad": 10, "lip": 6, "srp": 7},
    "be": {"лют": 2},
}
WORD = re.compile(r"[^\W\d_]+")


def month(word: str, language: str = "") -> int | None:
    """The number of the month that a word names; None if it names none."""
    word = word.casefold().replace("i̇", "i").strip(".")  # the Turkish capital keeps its dot
    own = BY_LANGUAGE.get(language, {})
    for length in range(len(word), max(1, len(word) - LONGEST_ENDING - 1), -1):
        stem = word[:length]
        number = own.get(stem) or STEMS.get(stem)
        if number and (length == len(word) or length >= 3):
            return number
    return None
