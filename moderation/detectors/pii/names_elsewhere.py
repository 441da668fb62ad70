"""Names of people in the languages served beside Japanese: titles, introductions, and lists of given and family names."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.names_given import given_plainly
from moderation.detectors.pii.names_passing import passing
from moderation.detectors.pii.names_refused import addressed, headline, joking, longed_for, no_name, presented_aloud
from moderation.detectors.pii.names_told import told_in_pieces
from moderation.finding import Finding
from moderation.normalise import Normalised
from moderation.people import given_names, romaji_surnames, well_known
from moderation.reading import Reading
from moderation.spelling import words_typed_apart

_UP = r"A-ZÁÉÍÓÚÂÊÔÃÕÇÑÄÖÜÀÈÙÎËÏØÅŁŠŽĐ"
_NAME = rf"[{_UP}](?:[\w'’]|-(?=[{_UP}])){{0,24}}[\w](?:-[{_UP}]\w{{1,60}})?"
_TITLED = re.compile(
    rf"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Sister|Cllr|Ma['’]?am|Coach|Headteacher|Principal|Headmaster|Headmistress|Caseworker|Canon|Father|Matron|Consultant|Detective|Sergeant|Sgt|Head of Year|Key ?worker|Social Worker|Schulrätin|Schulrat|Teacher|Nurse|Pastor|Reverend|Rev|Inspector|Constable|PC|Officer|Councillor|Judge|Nanny|"
    rf"Mme|Mlle|[Mm]adame|[Mm]onsieur|Ma[îi]tre|Docteure?|Pr|M|Herrn?|Frau|Hr|Fr|Lehrer(?:in)?|Rektor(?:in)?|Schulleiter(?:in)?|"
    rf"Sr|Sra|Srta|Sr[ªa]|[Ss]e[ñn]ora?|[Ss]e[ñn]orita|[Pp]rofesora?|[Pp]rofe|[Mm]aestr[oa]|[Dd]octora?|Dra|[Dd]irectora?|[Dd]on|[Dd]oña|[Ss]eño|[Pp]rofessora?|[Pp]rof[ªa]?|[Dd]iretora?|"
    rf"[Cc]oordenadora?|[Dd]outora?|[Dd]ona|[Tt]ia|[Ss]eu|[Cc]ô(?: giáo| hiệu phó| hiệu trưởng| chủ nhiệm)?|[Tt]hầy(?: giáo| hiệu phó| hiệu trưởng| chủ nhiệm)?|[Bb]ác sĩ|[Hh]iệu trưởng|Gng|Bb|Dok|Doc|Titser|[Pp]rincipal|[Ii]nstituteur|[Ii]nstitutrice|la maestra|el profe|il maestro)\.?)"
    rf" (?:(?:Dr|Frau|Mme|[A-Z])\.? )?(?P<name>{_NAME}(?: (?:de |da |dos |van |von |al-|bin |Mc|O['’])?{_NAME}){{0,2}})"
)
_SENTENCE_END = re.compile(r"[^\W\d]{5,20}\. ")
"""Only short titles are abbreviated; after a longer one a sentence has ended."""
_LOWER_TITLE = re.compile(
    r"(?<!\b[Ii] )(?<!you )(?<!we )(?<!to )(?<!ll )(?<!nt )(?<!just )(?<!they )(?<!ey )(?<!so )(?<!lly )(?<!'d )\b(?:mr|mrs|ms|miss|dr)\.? (?P<name>[a-z][a-z'’\-]{2,20})\b(?!['’]?s? (?:who|that|right|universe|bean|man|piggy|world))"
)
_MASKED = re.compile(
    r"\b(?i:m1ss|mi5s|m155|mrs?|ms|miss)\.? [a-z]{1,8}[013457*@$][a-z*@$]{2,12}(?![\w*])|\b(?:Mr|Mrs|Ms|Miss|Dr|Mme|M|Frau|Herr|Sra?|Señora?|Dona)\.? [A-Z][A-Za-z]{0,12}[*•#@_0-9]{1,6}[A-Za-z][A-Za-z*]{1,12}(?![A-Za-z])"
)
_AFTER_TITLE = re.compile(
    rf"\b(?P<name>{_NAME})[ \-](?:[Ss]ensei|[Mm]a['’]?am|[Mm]adam|[Ss]ir|[Mm]aam|[Tt]eacher|kyoto|-san)\b|\b(?P<low>[a-z]{{3,12}})[ \-]sensei\b"
)
_PAIR = re.compile(
    rf"\b(?P<first>[{_UP}][\w'’]{{1,60}}(?:-[{_UP}]\w{{1,60}})?) (?:(?:[{_UP}]\.|de|da|do|dos|de la|del|van|von|bin|binti|al|Mc|Mac|O['’]) ?)?(?P<last>[{_UP}][\w'’]{{1,60}}(?:-[{_UP}]\w{{1,60}})?)(?P<more>(?: [{_UP}][\w'’]{{1,60}})?)"
)
_INTRODUCED = re.compile(
    rf"\b(?:[Mm]y (?:son|daughter|boy|girl|kid|child|name is|name['’]s|husband|wife|nephew|niece|grandson|granddaughter|youngest|eldest|full name(?: is)?)|[Hh]is name is|[Hh]er name is|name:|called|named|I am|I['’]m|[Tt]his is|signed,?|c/o|[Ff]ull name|[Gg]o(?:es)? by|[Kk]nown as|[Rr]egistered as|[Bb]ooked (?:in )?(?:as|under)|[Uu]nder the name(?: of)?|[Nn]ext door is|"
    rf"[Mm]i (?:hij[oa]|niet[oa]|espos[oa]|sobrin[oa]|nombre es)|[Mm]e llamo|[Ss]e llama|[Ss]oy|a nombre de|[Mm]eu (?:filho|neto|marido|nome é)|[Mm]inha (?:filha|neta)|[Mm]e chamo|[Cc]hama(?:-se)?|[Ss]ou [ao]|nome de|"
    rf"[Mm]on (?:fils|mari|petit-fils)|[Mm]a (?:fille|femme|nièce)|[Jj]e m['’]appelle|[Ss]['’]appelle|[Nn]ommée?|[Mm]ein (?:Sohn|Mann|Enkel|Name ist)|[Mm]eine (?:Tochter|Frau|Enkelin)|[Ii]ch hei(?:ß|ss)e|[Ii]ch bin|hei(?:ß|ss)t|"
    rf"[Aa]ng anak kong?(?: si)?|[Pp]angalan(?: ko| niya)?(?: ay)?|[Aa]ko (?:po )?si|\bsi|\bni|\bkay|[Tt]ên (?:là|con|cháu)|[Cc]on (?:trai|gái)? ?(?:mình|tôi|em)?(?: tên)?(?: là)?|[Mm]ình là|[Tt]ôi là)[ ,:]{{1,2}}(?P<name>{_NAME}(?: (?:de |da |dos |van |von )?{_NAME}){{1,3}})"
)
_RELATED = re.compile(
    rf"\b(?:sis(?:ter)?-in-law|brother-in-law|sister|brother|[Aa]unt(?:ie|y)?|[Uu]ncle|cousin|friend|neighbou?r|(?:social |key |support |family )?worker|therapist|tutor|teacher|TA|psychologist|counsellor|counselor|lady|bully|landlord|solicitor|SENCO|head|"
    rf"vecina|vecino|presento|psic[óo]log[oa]|cunhad[oa]|m[ãa]e|voisine?|nachbarin|in the name of|name of|nome da minha m[ãa]e|={{1,2}}|c/o|signed)(?!\w)[ ]?[ (:,\"“—-]{{0,3}}(?P<name>{_NAME} {_NAME})(?=[),.:;=]| [a-z]|$|\n)"
)
_INITIAL = re.compile(rf"\b[{_UP}]\.\s?(?P<last>{_NAME})")
_VIETNAMESE = re.compile(
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Đoàn|Cao|Tạ|Tô|Châu|Lâm|Mai|Đào|Vương|Quách|Thái|La|Trương)(?: (?:Thị|Văn|Ngọc|Minh|Thanh|Hoàng|Đức|Quốc|Gia|Bảo|[A-ZĐÁÀẢÂẤẦĂẮÉÊẾÍÓÔỐƠỚÚƯỨÝ][\wÀ-ỹ]{0,60})){1,3}"
)
_STOP_WORDS = frozenset(
    "St Rd Ave Ln Ex-teacher Miss Mister Mrs Missus Lady Lord Sir Madam Salam Alaikum Wahleykkum Anfang Mitte Ende I I'm I've I'll I'd Ich Je Yo Eu Mommy Mummy Daddy Heights Daycare Nursery Terrace Towers Drive Gate Vale Bridge Bakery Pharmacy Court Cottage Station Airport Hotel Cafe Citizens Child Young Minds Met Office Post Tesco Aldi Lidl Amazon Apple Microsoft Zelda Gold Blue Red White Black Brown Reading Writing The A An And But So If When Then Also Now Not No Yes Hi Hello Dear Thanks Thank Please Year Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November "
    "December School Primary High Academy College University Hospital Clinic Centre Center Street Road Avenue Close Lane Park House City Council Court Station Church Bank Switch Xbox Lego Pokemon Minecraft Roblox Fortnite Netflix Disney "
    "Google Facebook Instagram Discord Telegram WhatsApp Christmas Easter English Maths Science French German Spanish Japanese Chinese Korean London Paris Tokyo Japan America England Scotland Wales Ireland Day Night Club Team Group Room Line "
    "Advice Helpline Services Service Health Care Support Plan Trust Society Green Uno Potter Doctor Mum Mom Dad Mama Papa Nan Nana Grandma Grandad Auntie Uncle God Jesus Lord Christ Zoom Class Form Head Home Spirit CAMHS SENCO EHCP ADHD GP "
    "Street Wars Trek Games Story Kart Mario Sonic Valley Crossing Party World Land Island Bay Beach Hill Town Village County State North South East West New Old Big Little Great Saint San Santa Rio".split()
)
_KO_SURNAME = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
_KOREAN = re.compile(
    rf"(?<![가-힣])(?P<name>(?:남궁|황보|제갈|사공|선우|독고|서문|[{_KO_SURNAME}])[가-힣]{{0,2}}) ?(?:선생님|쌤|샘|교감|교장|원장님?|의사|상담사|교수|과장|코치|감독|목사|변호사|담임|주임|팀장|실장)(?![가-힣]{{0,60}}기관)|"
    rf"(?<![가-힣])(?P<full>(?:남궁|황보|제갈|사공|선우|독고|서문|[{_KO_SURNAME}])[가-힣]{{2}})(?= ?(?:엄마|아빠|어머니|아버지|학생|군\b|양\b|씨|이라고|라고|이에요|예요|입니다|인데|이고|이라는|라는|이래|임\b|이임))|"
    rf"(?:이름은|이름이|본명은?|실명은?|저는|딸|아들|담임은?|성함은?|예금주|받는 ?사람|명의|딸은|아들은|딸이|아들이) ?(?!이름)(?P<cue>(?:남궁|황보|제갈|선우|독고|[{_KO_SURNAME}])[가-힣]{{2}})(?=[ ,.)은는이가의을를도]|$|고요|으로|로 |한테|입니다|이에요|예요|이고|인데|라고|이라)"
)
_KO_NOT = re.compile(
    r"^(?:한심|한가한|한적한|허무|허전|서운|서툰|소중|조용|심각|막연|막막|고마|이상한|유난|지친|지독|차가|차분|강한|강력|남다|편한|편안|함께|주변|구체|최소|최대|조심|성실|우리|이런|저런|그런|이제|아이|하나|지금|전부|정말|진짜|오늘|이번|학교|담임|주치|상담|보건|한국|일본|영어|수학|국어|과학|미술|음악|체육|학원|교감|교장|유치|어린|이모|고모|삼촌|할머|남자|여자|여기|저기|고등|중등|초등|공부|우울|방문|연락|전학|자퇴|한번|한명|두명|여러|모든|원래|이상|이전|다른|같은|어떤|무슨|심리|정신|신경|소아|강아|고양|주말|방학|하루|매일|성격|문제|조금|정도|마음|기분|도움|이야|소리|선생|부모|학부|어머|아버|할아|이게|그게|저게|이건|전문|전담|원어|기간|임시|인기|오빠|오은영|유명|천사|이혼|민감|고민|장애|안녕|이름|마스|방에|방안|방문|방으|방이|은행|이제|제가|문을|문제|밖에|반에|집에)"
)
_ZH_SURNAME = "王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫马馬朱胡郭何林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董潘袁蔡蒋蔣余杜叶葉程魏苏蘇吕呂丁沈任姚卢盧傅钟鐘姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔汤湯常康牛柳俞祁卓"
_CHINESE = re.compile(
    rf"(?<!语)(?<!历)(?<!对)(?<!地)(?<!班主)(?<!责)(?<!主)(?P<name>(?:欧阳|司马|上官|诸葛|[{_ZH_SURNAME}])[\u4e00-\u9fff]{{0,2}}?)(?:老师|老師|主任|校长|校長|医生|醫生|大夫|教授|教练|律师|班主任|园长|院长)|"
    rf"(?:我叫|名叫|叫做|名字是|名字叫|姓名[:：]?|本名|全名|户名|收款人|收件人|真名|大名|儿子叫|女儿叫|孩子叫|兒子叫|女兒叫|老师叫|本人|我是|就是|他叫|她叫|名字[:：]|班主任叫|班主任|儿子|女儿|兒子|女兒|\d班|班长|同学|家的|的) ?(?P<full>(?:欧阳|司马|上官|诸葛|[{_ZH_SURNAME}])[\u4e00-\u9fff]{{1,2}}?)(?=[，。,！!？?的\s、（(]|$|今年|在|是|和|，|上|读|同学|已|就|也|就|念|读|讀|妈妈|媽媽|爸爸|的妈|她妈|他妈|的爸|她爸|他爸|住|家住)"
)
_ZH_NOT = re.compile(
    r"^(?:金钱|白天|方法|方便|江湖|万一|万能|高兴|何况|何必|常常|马上|石头|余下|任何|夏天|严重|康复|毛病|雷声|黄昏|林子|周末|周围|周一|周二|周三|周四|周五|周六|周日|许多|曾经|程度|成绩|明白|明天|单亲|全家|高中|初中|小学|方面|温柔|莫名|武汉|江苏|陆续|黎明|洪水|龙|马|白|金|石|方|夏|江|万|常|任|余|严|周|史)$|^(?:周[一二三四五六日末]|白[天色]|马上|任[何课]|万[一元块]|常[常去说]|方[案法]|余[生下]|严[重厉]|江[西南]|夏[天季])"
)
_THAI = re.compile(
    r"(?:(?<![ก-๙])|(?<=ชื่อ)|(?<=คือ)|(?<=กับ)|(?<=ของ)|(?<=ว่า)|(?<=จาก)|(?<=ให้)|(?<=และ)|(?<=บอก))(?:คุณครู|ครู|อาจารย์|ผอ\.|หมอ|คุณหมอ|นพ\.|พญ\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|นางสาว|นาง(?!สาว|ฟ้า|แบบ|พยาบาล|เอก)|น\.ส\.|นาย(?!ก|จ้าง|ทุน|หน้า)|ชื่อจริง|ชื่อ-สกุล|ชื่อนามสกุล)\s?(?P<name>[ก-ฮเแโใไ][ก-๙]{2,16}(?:\s[ก-ฮเแโใไ][ก-๙]{3,20})?)"
)
_THAI_FULL = re.compile(
    r"(?:ยาย|ป้า|ลุง|คือ|ชื่อ|น้อง|ลูกชาย|ลูกสาว|หลาน|นักเรียน)(?P<full>[ก-ฮเแโใไ][ก-๙]{2,12} [ก-ฮเแโใไ][ก-๙]{1,12}(?:วงศ์|สกุล|กุล|พงษ์|พงศ์|ทอง|มณี|วัฒน์|รัตน์|เจริญ|ศักดิ์|โรจน์|พันธุ์|สวัสดิ์|ศิริ|จันทร์|ประเสริฐ|ใจดี|ชัย|สุข))"
)
_TH_NOT = re.compile(
    r"^(?:พยาบาล|พัน|ปรึกษา|ประถม|ท่าน|หญิง|ชาย|ประจํา|ประจำ|ออนไลน์|ชื่อดัง|ฝึก|แนะแนว|ใหญ่|ที่|ของ|ไม่|โทร|บอก|ว่า|มา|ให้|เขา|เรา|ก็|ได้|จะ|เป็น|คน|พิเศษ|สอน|อนุบาล|ประถม|ฝ่าย|ฟัน|เด็ก|จิต|นัด|แล้ว|ใน|กับ|และ|หรือ|คณิต|ภาษา|วิทย์|พละ|ศิลปะ|ทุก|หลาย|น่า|ใจ|ดี|รัก|เวร|พี่|ช่วย|ต้อง|ถาม|ชม|ส่ง|พูด|เพิ่ง|ยัง|เห็น|เข้าใจ|อยู่|ไป|ผู้|แต่|พา|รับ|ทำ|เอา|เลย|เคย|ถึง|คือ|ท่าน|สั่ง|ลูก|ค่ะ|ครับ|นะ|เก่า|ใหม่|แผนก|วัย|เจ้า|ไหน|อะไร|มัน|วิชา|การ|ที)"
)
_HINDI = re.compile(
    r"(?P<name>[\u0900-\u0963\u0966-\u097f]{2,12}(?:\s[\u0900-\u0963\u0966-\u097f]{2,12})?)\s(?:मैडम|मैम|सर|टीचर|मास्टर जी|डॉक्टर)(?![\u0900-\u0963\u0966-\u097f])|(?:श्रीमती|श्री|डॉ\.?|डॉक्टर|सुश्री|मिस|मिसेज|मिस्टर|टीचर|मैडम|प्रिंसिपल)\s(?P<titled>[\u0900-\u0963\u0966-\u097f]{2,12}(?:\s[\u0900-\u0963\u0966-\u097f]{2,12})?)(?=[\s,।]|$)|"
    r"(?:नाम|बेटा|बेटी|बेटे|मैं)\s(?P<full>[\u0900-\u0963\u0966-\u097f]{2,12}\s(?:शर्मा|वर्मा|सिंह|गुप्ता|कुमार|कुमारी|यादव|मिश्रा|पांडे|पाण्डेय|तिवारी|चौहान|जोशी|अग्रवाल|जैन|खान|अंसारी|राठौर|राजपूत|सक्सेना|श्रीवास्तव|त्रिपाठी|द्विवेदी|चौधरी|मेहता|शाह|पटेल|नायर|रेड्डी|दास|घोष|बनर्जी|मुखर्जी|ठाकुर|भट्ट|रावत|नेगी|बिष्ट|देवी|कौर))|"
    r"(?:का|मेरा)\sनाम\s(?P<called>(?!अच्छा|सुन|कोई|क्या|याद|पता)[\u0900-\u0963\u0966-\u097f]{3,12}\s(?!नहीं|क्या|रख|गया|दिया|लिख)[\u0900-\u0963\u0966-\u097f]{2,12})\sहै|"
    r"(?P<plain>[\u0900-\u0963\u0966-\u097f]{2,12}\s(?:शर्मा|वर्मा|गुप्ता|यादव|मिश्रा|पांडे|पाण्डेय|तिवारी|चौहान|जोशी|अग्रवाल|अंसारी|सक्सेना|श्रीवास्तव|त्रिपाठी|द्विवेदी|चौधरी|मेहता|पटेल|नायर|रेड्डी|बनर्जी|मुखर्जी|ठाकुर))(?![\u0900-\u0963\u0966-\u097f])"
)
_HI_NOT = re.compile(
    r"^(?:मेरे?|मेरी|हमारे?|हमारी|उसके?|उसकी|क्लास|स्कूल|सभी|एक|की|के|का|को|ने|से|में|पर|और|वो|ये|यह|वह|तो|भी|ही|नई|नए|पुराने|मैथ|मैथ्स|हिंदी|इंग्लिश|अंग्रेज़ी|साइंस|पीटी|प्रिंसिपल|हेड|बोले|बोली|कहा|जी|जब|फिर|आज|कल|सर|मैडम|टीचर|हैं|है|साहब|अपने|अपनी|उनके|उनकी|कोई|बहुत|सुबह|रात)(?:\s|$)|(?:\s)(?:की|के|का|को|ने|से|में|पर|है|हैं|और)$"
)


_OTHER_LETTERS = re.compile("[ぁ-ヿ一-鿿가-힣]")
"""A name in Latin letters ends where kana or Han letters begin, though those are letters, too."""

Span = tuple[tuple[int, int], float]


def named_elsewhere(reading: Reading) -> Iterator[Finding]:
    """Every way a person is named in Latin, Hangul, Han, Thai and Devanagari letters."""
    view = reading.plain
    if reading.latin:
        yield from _latin(view)
        if (apart := words_typed_apart(view)) is not view:
            spans = (*_titled(apart.text), *_introduced(apart.text), *_pairs(apart.text))
            yield from (found(apart, span, "pii.person", score) for span, score in spans)
    if reading.japanese and reading.draft.lang in ("", "ja"):
        return
    for pattern, ordinary, groups in (
        (_KOREAN, _KO_NOT, ("name", "full", "cue")),
        (_CHINESE, _ZH_NOT, ("name", "full")),
        (_THAI, _TH_NOT, ("name",)),
        (_THAI_FULL, _TH_NOT, ("full",)),
        (_HINDI, _HI_NOT, ("name", "titled", "full", "called", "plain")),
    ):
        yield from _by_script(view, pattern, ordinary, groups)


def _by_script(
    view: Normalised, pattern: re.Pattern[str], ordinary: re.Pattern[str], groups: tuple[str, ...]
) -> Iterator[Finding]:
    for match in pattern.finditer(view.text):
        group = next(name for name in groups if match[name])
        if ordinary.search(match[group]) or (group == "name" and match[group] == ""):
            continue
        end = match.end() if group == "name" else match.end(group)
        yield found(view, (match.start(group), end), "pii.person", 0.88)


def _latin(view: Normalised) -> Iterator[Finding]:
    text = _OTHER_LETTERS.sub("、", view.text)
    for span, score in (*_titled(text), *_introduced(text), *_pairs(text), *told_in_pieces(text), *_plainly(text)):
        yield found(view, span, "pii.person", score)


def _plainly(text: str) -> Iterator[Span]:
    return ((span, 0.8) for span in (*given_plainly(text), *passing(text)))


def _titled(text: str) -> Iterator[Span]:
    for match in _TITLED.finditer(text):
        ended, first = _SENTENCE_END.match(match.group()), match["name"].split(maxsplit=1)[0]
        ordinary = first in _STOP_WORDS or addressed(first) or joking(match["name"]) or headline(text, match.span())
        if not ended and not ordinary and not (well_known(match.group()) or well_known(match["name"])):
            yield match.span(), 0.92
    yield from ((match.span(), 0.88) for match in _MASKED.finditer(text))
    yield from _titled_in_passing(text)


def _titled_in_passing(text: str) -> Iterator[Span]:
    """The title in small letters, or after the name."""
    for match in _LOWER_TITLE.finditer(text):
        if not (_plain(match) or longed_for(text, match)):
            yield match.span(), 0.75
    for match in _AFTER_TITLE.finditer(text):
        if not (_plain(match) or addressed(match["name"] or match["low"])):
            yield match.span(), 0.85


def _plain(match: re.Match[str]) -> bool:
    name = match["name"] or match.groupdict().get("low") or ""
    return name.lower() in _PLAIN_WORDS or well_known(match.group().title())


def _introduced(text: str) -> Iterator[Span]:
    """Somebody is presented: my son …, called …, our social worker (…)."""
    for pattern, score in ((_INTRODUCED, 0.88), (_RELATED, 0.8)):
        for match in pattern.finditer(text):
            refused = _STOP_WORDS.intersection(match["name"].split()) or no_name(text, match.span("name"))
            if not refused and not well_known(match["name"]):
                yield match.span("name"), score


def _pairs(text: str) -> Iterator[Span]:
    yield from ((span, 0.85) for span in presented_aloud(text))
    for match in _VIETNAMESE.finditer(text):
        yield match.span(), 0.9
    for match in _INITIAL.finditer(text):
        if match["last"] in romaji_surnames() or "-" in match["last"]:
            yield match.span(), 0.8
    for match in _PAIR.finditer(text):
        span = match.start(), match.end(_last_part(match))
        known = well_known(match["first"] + match["last"]) or no_name(text, span)
        if _is_pair(match["first"], match["last"]) and not known:
            yield span, 0.88


def _last_part(match: re.Match[str]) -> str:
    """A third name belongs to the other two, unless it begins something else (Emily Carter School)."""
    return "more" if match["more"].strip() and match["more"].strip() not in _STOP_WORDS else "last"


def _is_pair(first: str, last: str) -> bool:
    first, last = (
        first.split("-", maxsplit=1)[0].title() if first.isupper() else first.split("-", maxsplit=1)[0],
        last.title() if last.isupper() else last,
    )
    if first in _STOP_WORDS or last in _STOP_WORDS:
        return False
    return first in given_names() or last in romaji_surnames() or first in romaji_surnames()


_PLAIN_WORDS = frozenset(
    "the a an my his her our your was is not and but or with who that this here there obasan kocho kyoto tannin hoken pe maths english science art music form class year head deputy appointment appointments right perfect always never nobody surgery office said says told out you it at in on to for of head sen senco teacher a".split()
)
