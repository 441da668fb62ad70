"""What members call other services when they avoid the name, and how they ask to be looked for."""

import re

NICKNAMES = (
    r"\bthe gram\b|\bmy gram\b|ghost(?:ly)? (?:app|one)|yellow ghost|bird (?:app|site)|blue bird|butterfly app|green (?:app|bubble|one)|purple app|paper ?plane|wass ?up\b|what['’]?s ?app|whats ap|"
    r"\bsnap\b|\bsc\b(?=[ :])|\bdc\b(?=[ :])|dis ?cord|tele ?gram|\bthe tok\b|clock app|りね|リネ(?=や|の|で)|りいん|黄色い?の?(?:やつ|トーク|アプリ|ほう|吹き出し)|青い鳥|紫の(?:やつ|アプリ)|紙飛行機|おばけ(?:アプリ|のやつ)|"
    r"いんすた|いんす(?=の|で)|かかお|でぃすこ|ついった|노란 ?(?:앱|톡|거)|초록 ?(?:앱|거)|보라색 ?앱|绿色(?:软件|那个|的)|小绿|小飞机|纸飞机|app verde|verdinho|fantasmita|pajarito|passarinho|"
    r"l['’]oiseau bleu|petit fantôme|grüne app|gelbe app|app màu xanh|แอปเขียว|हरा ऐप"
)
SOUGHT = re.compile(
    r"\badd me(?! (?:to|in|into|on to)\b)|\b(?:find|look for|follow|search for|message|dm|pm) (?:me|us)\b|look me up|same (?:name|handle|username|user) (?:everywhere|on|as)|\bhit me up|\bsearch (?=\S{0,30}[_.\d])|\bI go by\b|\bgoes by\b|\bon (?:there|here|it|everything) as\b|my (?:user|@) is|"
    r"検索(?:し|で|かけ|すれば)|探して|さがして|フォロー(?:し|待)|追加(?:して|よろ)|見つけて|申請(?:して|待)|agr[ée]g[au]me|b[úu]scame|s[íi]gueme|me (?:adiciona|segue|acha|procura)|ajoute[sz]?[- ]moi|cherche[sz]?[- ]moi|"
    r"suis[- ]moi|folgt? mir|such(?:t|e)? (?:mich|nach)|findest (?:du )?mich|kết bạn|add mình|theo dõi mình|tìm mình|แอดมา|แอดเพื่อน|ค้นหา|추가해|검색(?:해|하면)|친추|찾아|加我|关注我|搜我|搜一下|\bi-?add\b|hanapin|add (?:mo|nyo|ninyo) (?:ko|ako)|"
    r"ऐड कर|ढूंढ|खोज",
    re.IGNORECASE,
)
