"""Dates as they are said: the third of the sixth, twenty twelve; catorce de noviembre de dos mil trece; 이천십삼년."""

import re

MONTH = (
    "jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|rero)?|fév(?:rier)?|fev(?:ereiro)?|mar(?:ch|s|zo|ço)?|märz|apr(?:il)?|abr(?:il)?|avr(?:il)?|"
    "may|mai|mayo|maio|june?|juni|juin|junio|junho|july?|juli|juillet|julio|julho|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember|iembre|embre|tembro|tiembre)?|"
    "set(?:embro|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre)?|"
    "ene(?:ro)?|enero|hulyo|hunyo|agosto|setyembre|oktubre|nobyembre|disyembre|pebrero|marso|abril"
)
ORDINAL = (
    r"(?:(?:twenty|thirty)[ \-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ONES = r"one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_YEAR = rf"(?:(?:19|20)\d\d|oh[ \-](?:{_ONES})|(?:{_TEENS})\b(?! (?:hundred|past|to|o))|'?\d\d\b|(?:two thousand(?: and)?|twenty|nineteen)[ \-](?:oh |hundred(?: and)? )?[a-z]{{3,9}}(?:[ \-](?:{_ONES}))?)"
_DAY = rf"(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))"
_LATIN = "dos mil|deux mille|dois mil|mil novecientos|mille neuf cent|mil novecentos"
_KANA_MONTH = "いち|に|さん|し|ご|ろく|しち|なな|はち|く|じゅう|じゅういち|じゅうに"
_KANA_DAY = "ついたち|ふつか|みっか|よっか|いつか|むいか|なのか|ようか|ここのか|とおか|はつか|(?:に|さん)?じゅう(?:いち|に|さん|よっか|ご|ろく|しち|なな|はち|く)?(?:にち|か)?"
_OLD_MONTH = "(?:睦月|如月|弥生|卯月|皐月|水無月|文月|葉月|長月|神無月|霜月|師走)"
DATES_TOLD = (
    rf"\b{_DAY} (?:(?:of|o['’]) )?(?:the )?(?:{_DAY}|{MONTH}),? (?:of )?{_YEAR}",
    rf"\b(?:{MONTH})(?: the)? {_DAY},? {_YEAR}",
    rf"\b(?:[a-zçêé]{{2,12}}(?: (?:y|e|et) [a-zçêé]{{2,8}})?|\d{{1,2}}(?:er)?) (?:de )?(?:{MONTH}),? (?:de |del )?(?:{_LATIN})(?:[ \-](?:(?:y|e|et) )?[a-zéêèíó\-]{{2,18}}){{0,2}}",
    rf"\b(?:[a-zäöüß]{{4,22}}(?:te|ten|ter)|\d{{1,2}}\.) (?:{MONTH}) (?:zweitausend|neunzehnhundert)[a-zäöüß]{{3,24}}",
    r"ngày [a-zà-ỹ]{2,6}(?: [a-zà-ỹ]{2,6}){0,2} tháng [a-zà-ỹ]{2,6}(?: [a-zà-ỹ]{2,6})? năm (?:hai|một) (?:nghìn|ngàn)(?: [a-zà-ỹ]{2,6}){1,5}",
    rf"(?:19|20)\d\d(?:ねん|年)?[、, の]{{0,2}}(?:{_KANA_MONTH}|\d{{1,2}})(?:がつ|月)[、, の]{{0,2}}(?:{_KANA_DAY}|\d{{1,2}}(?:にち|日))(?![ぁ-ん]{{0,1}}ぶり)",
    rf"(?:平成?|令和?|昭和?|(?:19|20)\d\d年?)[ 、]?[\d十元]{{0,3}}(?:年|[、・./\-]|の、?)\s?(?:[\d十]{{1,2}}|{_OLD_MONTH}の?)[、・./\-の]{{0,2}}\s?[\d十]{{1,3}}日?(?![\d月])",
    r"(?:(?:19|20)\d\d|にせん[ぁ-ん]{1,8})ねん\s?[\dぁ-ん]{1,5}?がつ\s?[\dぁ-ん]{1,8}?(?:にち|か(?![ぁ-ん]))",
    r"(?:이천|천구백)[일이삼사오육칠팔구십영공]{1,5}년\s?[일이삼사오유육칠팔구시십]{1,2}월\s?[일이삼사오육칠팔구십]{1,3}일",
    rf"(?:{MONTH}) \d{{1,2}},? (?:19|20)\d\d",
    rf"\bika-?\d{{1,2}} (?:ng|sa) (?:{MONTH}),? (?:ng )?(?:19|20)\d\d",
    r"[ऀ-ॿ\d]{1,8} (?:जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर),? (?:दो|2) हज़?ार(?: [ऀ-ॿ]{2,8})?",
    r"(?:(?:สิบ|ยี่สิบ|สามสิบ)?(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|เอ็ด)|สิบ|ยี่สิบ|สามสิบ)\s?(?:เดือน)?(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)\s?(?:ปี|พ\.ศ\.)?\s?สองพัน[ก-๙]{4,30}",
    r"(?:(?:19|20)\d\d|(?:平成|令和|昭和)[\d十元]{1,3})年の?(?:ひな祭り|雛祭り|ひなまつり|こどもの日|クリスマス(?:イブ)?|元日|元旦|大晦日|七夕|バレンタイン(?:デー)?|節分|ハロウィン|七草|うるう日|建国記念の日|文化の日|海の日)",
    r"[一二〇零][一二三四五六七八九〇零]年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|(?<!\d)\d\d年\d{1,2}月\d{1,2}[号號]",
    r"(?<=생년월일)(?:은|는)?[ :]{0,3}\d{6}(?!\d)|(?<=생년월일 )\d{6}(?!\d)",
)
"""Shapes; like any other date they count only beside a word for being born."""

_PART = r"(?:day|month|year|día|dia|mes|mês|año|ano|jour|mois|année|tag|monat|jahr)"
IN_PARTS_TOLD = re.compile(
    rf"(?:(?<=born)|(?<=birth)|(?<=birthday)|(?<=dob)|(?<=nacimiento)|(?<=nascimento)|(?<=naissance)|(?<=geburtsdatum)|(?<=geboren))[ :,=]{{1,3}}(?:is |was |on |the )?{_PART}[ :]{{1,2}}(?:\d{{1,4}}|{MONTH})[, ]{{1,3}}(?:and )?{_PART}[ :]{{1,2}}(?:\d{{1,4}}|{MONTH})[, ]{{1,3}}(?:and )?{_PART}[ :]{{1,2}}\d{{1,4}}"
    r"|(?:生まれ(?:た|は)?|誕生|生年)の?年?[はが:]?\s?(?:19|20)\d\d年?[、, でのと]{0,3}月[はが:]?\s?\d{1,2}月?[、, でのと]{0,3}日[はが:]?\s?\d{1,2}日?"
    r"|誕生日[はが、:]{0,2}\s?\d{1,2}月\d{1,2}日[^。\n\d]{0,8}(?:(?:19|20)\d\d|(?:平成|令和|昭和)[\d十元]{1,3})年(?=生ま|うま)"
    rf"|birthday(?:['’]s| is| was)?(?: on)?(?: the)? (?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})|(?:{MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)\b[^.\n\d]{{0,26}}(?:born(?: in)?|year|from) (?:19|20)\d\d",
    re.IGNORECASE,
)
