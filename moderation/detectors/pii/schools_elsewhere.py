"""Schools known by a saint, a parish, an order, a short form or their head, in the languages served beside Japanese."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_CAP = r"[A-ZÁÉÍÓÚÂÊÔÃÕÇÑÄÖÜ][\w'’\-]{1,30}"
_NO_PLACE = r"(?!(?:The|A|An|His|Her|My|Our|Their|This|That|Any|Some|No|Early|Family|Online|Local|New|Another|Year|Key|For|And|But|In|At|Via|School|Virtual|Adult|Home|Forest|Special|Alternative|Same|Distance|Language|Music|Tech|High|Big|Good|An|Whole|Sixth|Free)\b)"
_AT = r"(?i:\b(?:at|to|from|left|joined|attends?|attended|attending|in|starts|started|starting|of|hates|quit|near))"
_NOT_SCHOOL = r"(?! ?(?:(?i:wort|church|hospice|hospital|hall|day|park|square|street|road|cathedral|ambulance|beach|bay|market|airport|station|wood|food ?bank)|Church|Hospital|Hospice|Park|Square|Street|Road|Cathedral|Ambulance|Wood|Island|Head|Station|Airport))"
_IRISH = "(?:na|an|an tSl|Naomh|Uí|de|an Chnoic)"
_LATIN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (gate, re.compile(shape))
    for gate, shape in (
        ("Provision", rf"\b{_NO_PLACE}{_CAP}(?: {_CAP}){{0,2}} (?:Alternative Provision|AP (?:Academy|School))\b"),
        ("Learning", rf"\b{_NO_PLACE}{_CAP}(?: {_NO_PLACE}{_CAP}){{0,2}} Learning (?:Centre|Center|Village|Campus|Trust School)\b"),
        ("UTC", rf"\b{_NO_PLACE}{_CAP}(?: {_CAP})? UTC\b(?! ?[+\-]?\d)"),
        ("SEMH", rf"\b{_NO_PLACE}{_CAP}(?: {_CAP}){{0,2}} (?:SEMH|SEN|SEND|ASC|PMLD|SLD)(?: [Ss]chool| [Aa]cademy| [Uu]nit)\b"),
        ("Elem", rf"\b{_NO_PLACE}{_CAP}(?: {_CAP})? (?:Elem|Jr High|Tech High|Magnet|Charter)\b\.?"),
        ("Vidya", rf"\b{_CAP}(?: {_CAP}){{0,2}} (?:Vidya|Vidhya|Shiksha|Bal) (?:Niketan|Mandir|Bhaw?an|Vihar|Peeth|Ashram|Bharati)\b"),
        ("Niketan", rf"\b{_CAP}(?: {_CAP}){{0,2}} (?:Niketan|Gurukul|Vidyapeeth)\b"),
        ("Scoil", rf"\bG?(?:Scoil|scoil) (?:{_IRISH} )?{_CAP}(?: (?:{_IRISH} )?{_CAP}){{0,3}}"),
        ("Gael", rf"\bGael(?:scoil|choláiste|cholaiste|-?[Cc]holáiste) (?:{_IRISH} )?{_CAP}(?: (?:{_IRISH} )?{_CAP}){{0,3}}"),
        ("Col", rf"\bCol[áa]iste (?:{_IRISH} )?{_CAP}(?: (?:{_IRISH} )?{_CAP}){{0,3}}"),
        ("Sixth", rf"\b(?!(?:The|His|Her|My|Our|In|At|Lower|Upper|School|Year|Into|Good|Local|New) ){_CAP}(?: {_CAP})? Sixth\b(?! [Ff]orm (?:at|in|open|or)| (?:form|of|grade|year))"),
        ("Performing Arts", rf"\b(?!(?:The|Of|And) ){_CAP}(?: {_CAP})? Performing Arts\b"),
        ("Star of the Sea", r"\b(?:Our Lady )?Star of the Sea\b(?! (?:[Cc]hurch|parish|hotel))"),
        ("Girls)", rf"\b{_CAP}(?: {_CAP})? \((?:Girls|Boys)\)"),
        ("Boys)", rf"\b{_CAP}(?: {_CAP})? \((?:Girls|Boys)\)"),
        (".S.", rf"\b(?:[A-Z]\.){{1,4}}(?:H\.S\.|G\.S\.|S\.) {_CAP}"),
        (" Unit at ", rf"\b(?P<name>(?:[Tt]he )?(?!(?:Special|Autism|Inclusion|Resource|Support|Referral) ){_CAP} Unit at {_CAP}(?: {_CAP})?)"),
        ("cole ", r"\b(?P<name>(?:cole|insti|colegio|escuela) (?!Es|No|Me|Mi|Yo|El|La|En|Si|Que)[A-ZÁÉÍÓÚ][a-záéíóúñ]{2,14}(?: (?:de |del |la |los )?[A-ZÁÉÍÓÚ][a-záéíóúñ]{2,14}){1,2})"),
        ("GMS ", r"\b(?P<name>(?:GMS|GGS|KGS|OGS|IGS|GES|RS|FöS) [A-ZÄÖÜ][a-zäöüß\-]{3,20})\b"),
        ("St", rf"{_AT} (?P<name>St\.? (?!Pauls|Albans|Ives|Andrews|Helens|Neots|Davids|Asaph|Austell|Pancras|James|Nicks?|Moritz|Petersburg|Louis|Thomas|Lucia|Kitts|Vincent)[A-Z][a-z]{{2,14}}s\b){_NOT_SCHOOL}"),
        ("Trinity", rf"{_AT} (?P<name>Holy Trinity)\b{_NOT_SCHOOL}"),
        ("Heart", rf"{_AT} (?P<name>Sacred Heart)\b{_NOT_SCHOOL}"),
        ("Holy ", rf"{_AT} (?P<name>Holy (?:Family|Cross|Rood|Name|Rosary|Child|Ghost))\b{_NOT_SCHOOL}"),
        ("Christ", rf"{_AT} (?P<name>(?:Corpus Christi|Christ the King|Blessed Sacrament))\b{_NOT_SCHOOL}"),
        ("Our Lady", rf"\bOur Lady['’]s,? (?!Church)[A-Z]\w{{2,20}}\b{_NOT_SCHOOL}"),
        ("Notre Dame", rf"{_AT} (?P<name>Notre Dame)\b(?! (?:Cathedral|de Paris|fire|in Paris)){_NOT_SCHOOL}"),
        ("Bishop", rf"{_AT} (?P<name>(?:Archb|B)ishop [A-Z]\w{{2,16}}(?:['’]s)?(?: of [A-Z]\w{{2,16}}| [A-Z]\w{{2,16}})?)\b(?= (?:school|in|for|and|since|until|last|this|but|as|now)\b|[,.!?]|$)"),
        ("Cardinal", rf"{_AT} (?P<name>Cardinal [A-Z]\w{{2,16}}(?:['’]s)?)\b"),
        ("P.S", r"\b(?P<name>(?:P\.S\.|I\.S\.|M\.S\.|J\.H\.S\.) ?\d{1,3})(?= (?:on|in|at) (?:[A-Z]|\d))"),
        ("IS ", rf"{_AT} (?P<name>(?:IS|MS|JHS) \d{{2,3}})\b(?! ?(?:minutes|hours|days|ms))"),
        ("kind", r"\b(?!(?:The|Our|My|His|Her|At|In|A|Local|Since|When) )[A-Z][a-z]{3,16}(?: [A-Z][a-z]{3,16})? (?:kindy|kindergarten|kinder)\b"),
        ("Don Bosco", r"\bDon Bosco\b(?! (?:was|said|himself))"),
        ("Ryan", r"\bRyan International(?: School)?\b"),
        ("Loreto", rf"{_AT} (?P<name>Loreto(?: [A-Z]\w{{2,16}})?)\b"),
        ("start", r"\b(?:starts?|started|starting|joins|joined) (?:at )?(?P<name>(?!September|January|Monday|Year|Reception|Primary|Secondary|School|High|College|Sixth|Nursery|Christmas|Easter|Brownies|Guides|Scouts|Cubs|Beavers|Cadets|Zoom|Discord|English|Maths|Science|Spanish|French|German|Melatonin|Sertraline|Ritalin|Concerta|Elvanse|Prozac|Fluoxetine)[A-Z][a-z]{4,16}(?: [A-Z][a-z]{3,14})?) (?:in (?:september|january|april|year \d{1,2}|y\d{1,2})|next (?:term|year))\b"),
        (" have", r"(?:^|[.!?\n] ?|\b(?:and|but|so|because|that) )(?P<name>[A-Z][a-z]{4,16}(?: [A-Z][a-z]{3,14})?) (?:have|has) (?:now |finally )?(?:offered (?:us |him |her )?(?:a |an )?(?:reduced|part|place|phased|managed|flexi)|put (?:him|her) on a (?:reduced|part)|excluded|off-?rolled|agreed (?:to )?(?:a )?(?:reduced|part|phased))"),
        ("DPS", r"\b(?:DPS|DAV|KV|JNV|APS|AECS),? (?:[A-Z][a-z]{3,20}|RK Puram|R\.?K\.? Puram)(?: [A-Z][a-z]{3,20})?\b"),
        ("GS ", r"\b(?:GGS|KGS|IGS|EGS|OGS|OGGS|GMS|RBS) (?!in\b|ist\b|und\b)[A-ZÄÖÜ][\wäöüß\-]{3,30}(?: [A-ZÄÖÜ][\wäöüß\-]{3,30})?"),
        ("-", r"\b(?:à|au|de|quitté|chez) (?P<name>(?:Sainte?|Notre|Saint)-[A-ZÉ][\wéèê]{2,16}(?:-[A-ZÉ][\wéèê]{2,16})?)(?=,? (?:en|depuis|pour|cette) )(?=[^.\n]{0,20}(?:\d ?(?:e|è|ème)\b|CP|CE[12]|CM[12]|seconde|terminale|première|classe|rentrée))"),
        (" de", r"\b(?:Salesian[oa]s|Maristas|Jesuit[ai]s|Escolapi[oa]s|Dominicas|Agustinos|Teresianas|Claretian[oa]s|Carmelitas|Ursulinas|Franciscanas|Corazonistas)(?: de(?:l| la)? [A-ZÁÉÍÓÚ]\w{2,20})(?: [A-ZÁÉÍÓÚ]\w{2,20})?"),
        ("aaralang", r"\b(?:Mataas na |Mababang )?Paaralang(?: (?:Elementarya|Sekondarya|Sentral|Pambansa|ng|na)){0,3} [A-Z]\w{2,20}(?: [A-Z]\w{2,20})?"),
    )
)  # fmt: skip
_HEADED = re.compile(
    r"\b(?:[Hh]ead(?:teacher)?|[Pp]rincipal|[Dd]eputy(?: head)?|[Ss][Ee][Nn][Cc][Oo]|[Oo]ffice|[Rr]eceptionist|[Tt]eacher|[Ss]chool office) (?:of|at|from|over at) "
    r"(?P<name>(?!The|Year|Maths|English|Science|Pastoral|Inclusion|Sixth|Lower|Upper|Key|Council|Service|Children|Education|House|Learning|Music|Art|Drama|History|Geography|Languages?|Department|Attendance|Safeguarding|"
    r"Behaviou?r|Hogwarts|Home|School|Primary|Secondary|Reception|French|German|Spanish|Religious|Physical|Technology|Computing|Curriculum|Student|Human|Admissions|Early|Support|Zoom|Christmas|Easter|First|Last|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|London|England|Scotland|Wales|Ireland|Her|His|My|Our|Their)[A-Z][a-z]{4,16}(?: [A-Z][a-z]{3,16})?)(?= (?:rang|called|emailed|said|says|wrote|told|phoned|rings|keeps|sent|messaged|replied|asked|refused)\b)"
)
_OTHERS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(shape)
    for shape in (
        r"(?:โรงเรียน|รร\.|ร\.ร\.)\s?(?:บ้าน|วัด|อนุบาล|ชุมชน|สตรี|เทศบาล|สาธิต|ราช|มัธยม)[ก-๙]{2,22}?(?:วิทยาคม|วิทยาคาร|วิทยาลัย|วิทยา|พิทยาคม|พิทยาคาร|พิทยา|ศึกษา|ราษฎร์|นุกูล|วิทย์|สงเคราะห์|อุปถัมภ์|ประชาสรรค์)",
        r"(?:โรงเรียน|รร\.|ร\.ร\.)\s?(?:วัด|เทศบาล|สตรี|สาธิต)(?!นี้|นั้น|ที่|ไหน|ผล|ใจ|ระดับ|ไข้|ส่วน)[ก-๙]{3,14}",
        r"(?:อยู่|เรียน|เข้า|จบ)(?:ที่)?\s?สาธิต(?!ให้|การ|ว่า|วิธี)[ก-๙]{2,12}",
        r"(?:डीपीएस|केवी|डीएवी|जेएनवी|केंद्रीय विद्यालय|दिल्ली पब्लिक स्कूल|सेंट|संत) [\u0900-\u097f]{2,14}(?=(?: स्कूल| कॉन्वेंट)? (?:में|से|का|की|के|ने|को|वाले)|,|।|$)",
        r"[가-힣]{2,4}중(?=\s(?:다녀요|다녀서|다니는데|다녔|졸업|배정|입학|교장|교감|전교))",
        r"(?:[\u4e00-\u9fff]{0,3}[县縣镇鎮]|(?<=在)[\u4e00-\u9fff]{0,2}[市区區])[一二三四五六七八九十]{1,2}中(?=[初高上的读念讀，,。]|$)",
        r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{0,2}(?:附小|附中|实小|實小|外校|实验中学|实验小学)(?=[一二三四五六初高上的读念讀])",
    )
)
_DURING = re.compile(
    r"^(?:임신|수업|방학|출장|시험|여행|진료|상담|입원|치료|휴가|휴직|재학|근무|운전|요즘|그|이|하는|다니는|준비|공사|외출|육아)"
)
_OTHER_GATE = re.compile("โรงเรียน|รร|ร\\.ร|สาธิต|डीपीएस|केवी|डीएवी|जेएनवी|विद्यालय|पब्लिक|सेंट|संत|중|中|小|校")
_RATHER = re.compile(
    r"\b(?:mass|vicar|church|priest|ward|a&e|hospital|wedding|funeral|carols?|food ?bank|choir)\b", re.IGNORECASE
)


def named_in_passing(text: str) -> Iterator[Span]:
    """In Latin letters; not where a church or a ward is spoken of."""
    for gate, pattern in _LATIN:
        if gate in text:
            for match in pattern.finditer(text):
                around = text[max(0, match.start() - 40) : match.end() + 24]
                if not _RATHER.search(around):
                    yield match.span("name" if "name" in pattern.groupindex else 0)
    if " of " in text or " at " in text or " from " in text:
        yield from (match.span("name") for match in _HEADED.finditer(text))


def named_in_other_scripts(text: str) -> Iterator[Span]:
    """Thai, Hindi, Korean and Chinese forms that parents use."""
    if _OTHER_GATE.search(text):
        for pattern in _OTHERS:
            yield from (match.span() for match in pattern.finditer(text) if not _DURING.match(match.group()))
