"""How streets and house numbers are written in the languages served beside Japanese."""

import re

_CAP = r"[A-ZÁÉÍÓÚÂÊÔÃÕÇÑÄÖÜÀÈÙĐ][\w'’\-]{0,60}"
_KIND = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Lane|Ln|Drive|Dr|Way|Court|Ct|Terrace|Terr|Crescent|Cres|Place|Pl|Gardens|Gdns|Grove|Square|Sq|Hill|Row|Mews|Boulevard|Blvd|"
    r"Parkway|Pkwy|Walk|Rise|View|Green|Circle|Cir|Trail|Loop|Croft|Parade|Villas|Vale|Wynd|Brae|Highway|Hwy|Quay|Cottages|Buildings|Heights|Meadows?|Fields?|Park|End|Bank|Gate|Wharf|Mount|Drove|Esplanade|Pass|Ridge|Run|Bend|Yard|Orchard|Chase|Mead|Wood|Yd|Cl|Crt|Gdn|Bvd|Wlk|Sqr)"
)
_MORE = rf"(?:,? (?:Flat|Apt\.?|Apartment|Unit|Suite|#) ?\w{{1,4}})?(?:,? (?:{_CAP})(?: {_CAP}){{0,2}})?"
_LITTLE = r"(?:of|cos|coz|in|to|the|and|or|for|a|at|on|by|my|his|her|our|is|was|with|from|mins?|minutes?|more|hours?|hrs?|days?|weeks?|years?|yrs?|times?|miles?|people|kids|this|that|next|every|down|up|as|so|but)"
_ENGLISH = (
    rf"(?:(?:Flat|Apt\.?|Apartment|Unit) ?\w{{1,4}},? )?\b\d{{1,5}}[A-Za-z]?(?:/\d{{1,4}})?,? (?:(?:N|S|E|W|North|South|East|West|Old|New|Upper|Lower|The|St\.?) )?(?:{_CAP} ){{1,3}}{_KIND}\b\.?(?:, {_CAP}(?: {_CAP}){{0,2}}){{0,2}}"
    rf"|(?<!\d[.:])\b\d{{1,5}}[a-z]? (?:(?!{_LITTLE}\b)[a-z]{{1,60}} ){{1,2}}(?:street|road|avenue|close|lane|drive|terrace|crescent|gardens|grove|mews|boulevard|st|rd|ave|cres|ln)\b(?! (?:away|from|trip|down|work|closed))"
    rf"|(?<!\d[.:])\b\d{{1,4}}[a-z]? (?!{_LITTLE}\b)[a-z]{{4,16}}s row\b"
    rf"|(?:Flat|Apt\.?|Apartment|Unit) ?\d{{1,4}}[A-Za-z]?,? (?:{_CAP} ){{0,2}}(?:House|Court|Tower|Building|Heights|Mansions|Lodge|Point)(?:,? {_CAP}){{0,2}}"
    rf"|\b(?:{_CAP} ){{1,3}}{_KIND},? (?:number|no\.?|plot|house|flat) ?\d{{1,4}}[a-z]?\b"
    rf"|\b(?:number|no\.?) \d{{1,4}}[a-z]?,? (?:on |in )?(?:{_CAP} ){{1,3}}{_KIND}\b"
)
_JAPANESE = r"\b(?!\w{2,8} 1-8\d\d-)(?:[A-Z][\w\-]{1,60}(?: [A-Z]\w{1,60})?(?: \d{1,4})?, )?(?<![\d\-+])[1-9]\d{0,2}-\d{1,3}(?:-\d{1,4}){0,2},? (?!WhatsApp|LINE)[A-Z][a-z][\w\-]{1,60}(?:,? [A-Z]\w{1,60}(?:-(?:ku|shi|cho|machi|gun|ken|to))?){0,24}|\b(?:[A-Z][\w\-]{1,60},? ){1,3}(?!1-8\d\d-)[1-9]\d?-\d{1,3}-\d{1,4}(?:-\d{1,4})?(?![\d\-])"
_GERMAN = r"\b[A-ZÄÖÜ][\wäöüß\-]{0,60}(?:straße|strasse|str\.|weg|platz|allee|gasse|(?<![aeiour])(?<!\bB)(?<!\bSp)(?<!\bSt)ring|damm|ufer|stieg|steig|hof|berg|graben|Straße|Weg|Platz|Allee) ?\d{1,3} ?[a-z]?\b(?:, \d{5})?|\b(?:Am|Im|An der|An den|Auf der|Auf dem|Zum|Zur|In der|Unter den) [A-ZÄÖÜ][\wäöüß\-]{1,60}(?: [A-ZÄÖÜ][\wäöüß\-]{1,60})? \d{1,3} ?[a-z]?\b(?! (?:Uhr|Jahre|Kinder|Tage|Wochen|Prozent))|\b[A-ZÄÖÜ][\wäöüß]{1,60}(?:er|ner) Straße \d{1,3}"
_FRENCH = r"\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|allées|quai|route|square|cours|passage|résidence|ruelle|sentier)\b (?:[\w'’éèêàçôîâû\-]{1,60} ){0,5}[A-ZÉÈÀÎ][\w'’éèêàçôîâû\-]{1,60}(?: [A-ZÉ][\w\-éèê]{1,60})?|\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|impasse|allée|chemin) (?:d[eu]s?|de la|de l['’]|du) ?[\w'’éèêàçôîâû\-]{1,60}"
_SPANISH = r"\b(?:(?:calle|avenida|avda|plaza|paseo|carrera|camino|ronda|travesía|urbanización|colonia|jirón|pasaje|diagonal)\b\.?|c/|av\.|pza\.|p[ºo]\.|cra\.|jr\.)(?:\s(?:de|del|la|las|los|el)){0,3}\s?[\wÁÉÍÓÚñáéíóú'’.\-]{1,60}(?:\s[\wÁÉÍÓÚñáéíóú'’.\-]{1,60}){0,4}?,?\s(?:n[ºúu°]m?(?:ero)?\.?\s?|#\s?)?\d{1,5}(?:\s?-\s?\d{1,4})?(?:,?\s\d[ºª°]?\s?(?:[A-Z]\b|izq\w{0,60}|dcha\w{0,60}|piso))?"
_PORTUGUESE = r"\b(?:(?:rua|avenida|travessa|alameda|praça|estrada|rodovia|ladeira|beco|largo|viela)\b|r\.|av\.|tv\.)(?:\s(?:d[aeo]s?)){0,1}\s[\wÁÉÍÓÚÂÊÔÃÕÇáéíóúâêôãõç'’.\-]{1,60}(?:\s[\wÁÉÍÓÚÂÊÔÃÕÇáéíóúâêôãõç'’.\-]{1,60}){0,4}?,?\s(?:n[ºúu°]m?(?:ero)?\.?\s?)?\d{1,5}(?:,?\s(?:ap(?:to|artamento)?\.?|bloco|bl\.?|casa|fundos)\s?\w{1,4})?"
_VIETNAMESE = r"(?:\bsố (?:nhà )?)?\b\d{1,4}[A-Za-z]?(?:/\d{1,4}){0,3},? (?:ngõ|ngách|hẻm|kiệt|đường|phố|đ\.)(?: \d{1,4}(?:/\d{1,4}){0,24})?(?:,? (?:ngõ|ngách|đường|phố|đ\.)?(?: ?[A-ZĐÁÀẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶÉÈÊẾÍÓÔỐƠỚÚƯỨÝ][\wÀ-ỹ]{0,60}){1,4})?|\b(?:chung cư|toà|tòa|căn hộ|khu tập thể|KTT) [\wÀ-ỹ \-.,]{2,24}?(?:căn|phòng|tầng|P\.?|tòa|nhà) ?\w{1,6}"
_FILIPINO = r"\b(?:Blk\.?|Block) ?\d{1,3},? ?(?:Lot|L) ?\d{1,3}[^.\n]{0,40}?(?:Subd\w{0,60}|Village|St\.?|Street|Phase \d|Homes)|\b\d{1,5} (?:[A-Z][\w.]{1,60} ){1,4}(?:St\.?|Street|Ave\.?|Road|Rd\.?|Ext\.?)(?!\w),?(?: ?(?:Brgy\.?|Barangay|Sitio|Purok) [\w. ]{2,24})?|\b(?:Brgy\.?|Barangay|Purok \d{1,60},?) [A-Z][\w. ]{2,20},? (?=[A-Z])|#?\d{1,4} Purok"
_HINDI_LATIN = r"\b(?:House|Flat|H\.?|Plot|Quarter|Door) ?(?:No\.?|number|#)? ?\w?-?\d{1,4}[^.\n]{0,24}?(?:Sector|Gali|Street|Nagar|Colony|Road|Society|Apartments?|Vihar|Enclave|Block|Phase|Layout|Marg|Puram|Cross)(?: ?-?\d{1,3})?(?:,? [A-Z]\w{1,60}){0,2}|\b(?:Sector|Gali No\.?|Ward) ?\d{1,3},? [^.\n]{0,20}?(?:house|flat|makaan|h\.? ?no) ?\d{1,4}"

STREETS_LATIN = re.compile(
    "|".join(
        (
            _ENGLISH,
            _JAPANESE,
            f"(?i:{_SPANISH})",
            f"(?i:{_PORTUGUESE})",
            _FRENCH,
            _GERMAN,
            f"(?i:{_VIETNAMESE})",
            _FILIPINO,
            f"(?i:{_HINDI_LATIN})",
        )
    )
)

_CHINESE = (
    r"[\u4e00-\u9fff]{2,18}?(?:路|街|巷|弄|道|胡同|小区|小區|花园|花園|苑|里|村|社区|公寓|大厦|家园)(?:[一二三四五六七八九十\d]{1,2}段)?\s?[\d〇零一二三四五六七八九十]{1,4}\s?"
    r"(?:号楼|号院|号|號|弄|栋|棟|幢|座|单元|單元|室|巷|楼|樓|之\d)"
    r"(?:[\d〇零一二三四五六七八九十\-]{1,5}\s?(?:号楼|号|號|弄|巷|栋|棟|幢|单元|單元|室|楼|樓|层|之\d)){0,4}(?:\d{2,4}室?)?"
)
_KOREAN = r"(?:[가-힣]{2,6}(?:시|도)\s)?(?:[가-힣]{1,6}(?:시|군|구)\s){0,2}(?:[가-힣\d]{1,10}(?:로|길)\s?\d{1,4}(?:번길)?(?:\s?\d{1,4})?(?:-\d{1,4})?(?!\s?(?:[\d%만천원회배건통점시분년월일명번개층살퍼프세]))|[가-힣\d]{1,8}(?:동|읍|면|리|가)\s\d{1,4}(?:-\d{1,4})?\s?(?:번지|호)?(?!\s?[\d%만천원회배건통점시분년월일명개층살반학프세직])|[가-힣A-Za-z]{1,12}(?:아파트|빌라|단지|타운|푸르지오|자이|래미안|힐스테이트|마을|맨션)\s?\d{1,4}동(?:\s?\d{1,4}호)?)(?:,?\s?(?:[가-힣A-Za-z]{1,12}(?:아파트|빌라|빌|단지)?\s)?\d{1,4}동?\s?\d{1,4}호)?"
_THAI = r"(?:บ้านเลขที่|เลขที่)\s?\d{1,4}(?:/\d{1,4})?(?:\s?[ก-๙.]{1,20}\s?\d{0,4}){0,5}|\d{1,4}/\d{1,4}\s?(?:หมู่บ้าน|หมู่ที่|หมู่|ม\.|ซอย|ซ\.|ถนน|ถ\.)\s?[ก-๙\d. ]{1,30}|(?:ซอย|ซ\.)\s?[ก-๙]{2,16}\s?\d{1,3}(?:\s?(?:ถนน|ถ\.|แขวง|เขต)\s?[ก-๙]{2,16}){1,24}|\d{1,4}\s?(?:หมู่|ม\.)\s?\d{1,2}\s?(?:ต\.|ตำบล|ถ\.|ซ\.)\s?[ก-๙]{2,16}"
_HINDI = r"(?:मकान|फ्लैट|प्लॉट|घर|हाउस|क्वार्टर)\s?(?:नंबर|नं\.?|न\.|संख्या)\s?[\w\-/]{1,6}[^।\n]{0,40}?(?:गली|सेक्टर|नगर|कॉलोनी|रोड|मार्ग|विहार|मोहल्ला|पुरम|अपार्टमेंट|सोसाइटी|ब्लॉक|वार्ड)(?:\s?(?:नंबर|नं\.?)?\s?\d{1,3})?|(?:गली|सेक्टर)\s?(?:नंबर|नं\.?)?\s?\d{1,3}[^।\n]{0,20}?(?:नगर|कॉलोनी|विहार|मोहल्ला|मकान|रोड)(?:\s?(?:नंबर|नं\.?)?\s?\d{1,4})?|\d{1,4}(?:/\d{1,4})?,?\s[^।\n\d]{2,24}?(?:नगर|कॉलोनी|मार्ग|विहार|रोड|मोहल्ला)"

STREETS_OTHER = re.compile("|".join((_CHINESE, _KOREAN, _THAI, _HINDI)))
