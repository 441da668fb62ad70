"""The words that tell how other words are meant, by circumstance and by where they stand (before, after, sentence, text)."""

Rules = tuple[tuple[str, str], ...]

CIRCUMSTANCES: dict[str, Rules] = {
    # somebody else's words, told by the writer
    "reported": (
        ("after", r"^[」』\"]?[、,]?(?:って|と|みたいなこと(?:を)?|的なこと(?:を)?|等と|などと|とか)…?(?:言わ|いわ|ゆわ|云わ|責めら|怒鳴ら|ののしら|書かれ|書いてあ|書かれて|返さ|告げら|吐き捨てら|笑わ|思われ|返信|言ってき|言い放|詰められ|囁か)"),
        ("after", r"^[」』\"]?(?:って|と|の)(?:言葉|一言|セリフ|台詞|声|視線|コメント|書き込み|投稿|返信|手紙|電話|ライン|line|メッセージ)"),
        ("after", r"^[」』\"]?(?:って|と)…?(?:言う|言った|言い|いう|ゆう|言って|言う人|言ってくる|言い張|怒鳴|叫|思ってる|思う人)…?(?:人|義母|義父|姑|舅|夫|旦那|主人|母|父|先生|担任|親戚|実母|実父|上司|同僚|校長|ママ友|医師|友人|元夫)"),
        ("before", r"(?:義母|義父|姑|舅|義実家|実母|実父|母|父|夫|旦那|主人|元夫|元旦那|担任|先生|校長|教頭|親戚|上司|同僚|ママ友|医師|医者|近所の人|知人|友人|友だち|友達|叔母|叔父|おば|兄|姉|祖母|祖父|保護者会|ネット|SNS|ツイッター|テレビ|掲示板|コメント欄|知らない人|人|保健師|相談員)(?:に|から|が|は|も|には|からも|にも|で)…{0,1}[「『\"]?$"),
        ("before", r"(?:told me|telling me|said|says|called me|calls me|used to say|accused me|heard|read|wrote|shouted|hissed|muttered|asked me|keeps saying|was like|commented|posted that|reckons|thinks|saying|tells me|insists?)[^.!?]{0,40}$"),
        ("before", r"(?:my (?:mother|mum|mom|dad|father|sister|brother|ex|husband|wife|partner|mil|boss|neighbou?r|in-laws?|mother-in-law|father-in-law)|the head|the teacher|his teacher|her teacher|the doctor|people|someone|everyone|they|a stranger|relatives)[^.!?]{0,30}(?:said|says|told|thinks?|calls?|called|wrote|reckons)[^.!?]{0,20}$"),
        ("after", r"^[\"']?,? ?(?:he|she|they|my \w+|the \w+|people)? ?(?:said|says|told me|wrote|shouted|was what|is what|they said)"),
        ("after", r"고 (?:하|했|해서|합니다|하셨|하시|그러|말)|라는 말|다는 말|다고 "),
        ("before", r"(?:me dijo|me dicen|me dijeron|dice que|dijo que|me llamó|disse que|me disse|falou que|me falou|falaram|me chamou|m'a dit|me dit|m'ont dit|il a dit|elle a dit|hat gesagt|sagte|sagt|meinte|sagen|婆婆说|老师说|他说|她说|别人说|说我|骂我|bảo|nói|mẹ chồng|บอกว่า|ว่าฉัน|ด่า|ने कहा|कहते|कहती|बोली|बोले|sabi|sinabi|sinabihan)[^.!?。]{0,40}$"),
    ),
    # said not to be so
    "negated": (
        ("after", r"^(?:って|と)?(?:いう|ゆう)?(?:わけ|訳|つもり|気|ほど)(?:では|じゃ|でも|は)(?:な|あり)"),
        ("after", r"^(?:とは|なんて|とか|とまでは)…?(?:思わな|思ってな|思いませ|言ってな|考えてな|言わな|ないし)"),
        ("after", r"^(?:って|と|という|とか)?…?(?:言わなくな|思わなくな|気持ちは(?:もう)?な|口にしなくな|考えなくな|減っ|消え(?:た|まし)|なくなりまし|なくなっ)"),
        ("before", r"(?:don't|do not|didn't|never|not|wouldn't|isn't|no longer|nobody|stopped|without|no) (?:[a-z']+ ){0,3}$"),
        ("before", r"(?:不|没有|没|别|不是|并不|不会)$|(?:no|nunca|não|nunca|ne|pas|nicht|kein|keine|không|chưa|ไม่|नहीं|hindi) (?:\w+ ){0,2}$"),
    ),
    # over, and better now
    "past": (
        ("sentence", r"(?:\d+|[一二三四五六七八九十数何]+)(?:年|カ月|か月|ヶ月)(?:くらい|ほど|ぐらい)?前|以前は|昔は|むかしは|当時は?|あの頃|あのころ|去年の|おととし|一昨年|かつて|時期があ|時期もあ|頃があり|頃もあり|ことがあります(?!か)|こともありました|だった頃|のどん底|時代は"),
        ("text", r"(?:今は|いまは|今では|いまでは|今日は|この春から|最近は)…(?:笑|元気|落ち着|楽し|食べ|寝|通|大丈夫|ふつう|普通|生きて|働|過ごせ|登校|思わな|言わなくな|変わ|穏やか|信じられない|回復|よくな|良くな)…"),
        ("sentence", r"\b(?:years? ago|months ago|used to|back then|last (?:year|winter|summer|spring|autumn|october|march)|in those days|at the time|once upon|when i was (?:a|young|\d)|was suicidal|had been|looking back)\b"),
        ("sentence", r"hace (?:\w+ )?(?:años?|meses)|há (?:\w+ )?(?:anos?|meses)|anos atrás|il y a (?:\w+ )?(?:ans?|mois)|vor (?:\w+ )?jahren|damals|früher|년 전|예전에|그때는|年前|以前|当时|曾经|năm trước|hồi đó|ปีก่อน|เมื่อก่อน|साल पहले|noong|dati"),
    ),
    # a story, a game, the news, a training, a song
    "media": (
        ("sentence", r"フォートナイト|フォトナ|マイクラ|スプラ|スマブラ|ポケモン|ゼルダ|モンハン|ゲーム|ボス戦|ガチャ|推し|アニメ|漫画|マンガ|映画|ドラマ|小説|キャラ|主人公|歌詞|曲|ニュース|記事|番組|特集|研修|講演|講座|本に|本を|論文|統計|調査|白書|授業で|演劇|劇|台詞|お芝居|ホラー|ミステリー|夢の中|夢を見|虫|蚊|ゴキブリ|金魚|ハムスター|メダカ|カブトムシ|観葉植物|サボテン|電池|充電|スマホが|パソコンが|pcが|サーバー|回線"),
        ("sentence", r"\b(?:fortnite|minecraft|roblox|zelda|pokemon|mario|video ?game|the game|boss|netflix|movie|film|novel|book|series|episode|character|song|lyrics|the news|article|headline|documentary|podcast|training|workshop|webinar|course|research|statistics|battery|phone died|laptop|goldfish|hamster|houseplant|play|drama club|minions?)\b"),
        ("sentence", r"游戏|遊戲|电影|電視|小说|新闻|게임|드라마|영화|뉴스|기사|videojuego|juego|película|noticia|jogo|filme|notícia|novela|jeu|film|roman|article|spiel|film|artikel|nachrichten|เกม|หนัง|ละคร|ข่าว|phim|truyện|game|tin tức|गेम|फिल्म|फ़िल्म|खबर|समाचार|laro|pelikula|balita"),
    ),
    # telling others to beware, or how it went wrong
    "warning": (
        ("text", r"気をつけ|気を付け|きをつけ|ご注意|注意して|注意喚起|騙され|だまされ|ダマされ|詐欺だっ|詐欺でし|詐欺まが|詐欺に|被害|返金(?:を求|され|に応|して(?:もら|くれ)ない)|返ってこ|戻ってこな|消費生活センター|消費者(?:センター|ホットライン)|弁護士|クーリングオフ|通報しまし|通報した|怪しい|あやしい|胡散|うさんくさ|断った|断りまし|ことわ(?:った|りまし)|ブロックしま|ブロックした|カモ|引っかか|ひっかか|後悔|鵜呑み|信じちゃ(?:だめ|ダメ|いけ)|乗らない|のらない|見分け|手口|勧誘され|勧誘して(?:き|くる)|すすめられ|勧められ|誘われ|誘ってき|売りつけ|買わされ|払わされ|請求され|契約させ|契約して(?:しま|ました)|払って(?:しま|ました)|申し込んで(?:しま)|サインして(?:しま)|だまし取|ぼったく|ぼられ|高い授業料|目が覚め|と言われて|って言われて|と言われまし|ってうたう|とうたう|という広告|って広告|という電話が|ってDM|みたいなDM|DMが来|メールが来|メールが届|電話が来|電話がかかって|連絡が来|チラシ"),
        ("text", r"\b(?:scam(?:med|mers?)?|be careful|beware|careful everyone|warning|watch out|fell for|fall for|ripped off|con ?(?:artist|man)|took (?:my|our) money|never saw|lost (?:£|\$|€)?\d|refund|blocked (?:him|her|them|it)|reported (?:him|her|them|it)|citizens advice|trading standards|bank (?:rang|called|froze|stopped)|promised (?:us|me)|charged (?:us|me)|red flag|learn from me|don't be like me|i paid|we paid|cost us|i nearly|almost (?:paid|sent|signed)|got a (?:text|call|dm|message|letter|flyer)|said no|turned (?:it|him|her|them) down|avoid|dodgy|vanished|disappeared|too good to be true|was told|someone (?:dm|messag|offer|promis|tr(?:y|ied))|stay away)"),
        ("text", r"骗|騙|小心|上当|受骗|举报|被坑|防诈骗|사기|조심|속았|당했|환불|신고|의심|estafa|cuidado|me engañ|timo|denunci|golpe|caí num|cuidado|enganad|arnaque|méfiez|attention|plainte|escroc|je me suis fait|betrug|abzocke|vorsicht|warn|reingefallen|verbraucherzentrale|lừa|cảnh giác|cẩn thận|cảnh báo|โกง|ระวัง|หลอก|มิจฉาชีพ|धोखा|सावधान|ठग|ठगी|फ्रॉड|scam|mag-?ingat|naloko|niloko|modus|ingat"),
    ),
    # about oneself
    "self": (
        ("before", r"(?:私|わたし|うち|自分|俺|僕|あたし|ワイ|母親の私|親の私)(?:が|は|も|って|なんて|なんか|の)?…$"),
        ("after", r"^…{0,1}(?:かなって|のかな|のかも|かもしれ|自分を責め|自己嫌悪|反省|申し訳な|ごめん(?:ね|なさい))"),
        ("before", r"\b(?:i'm|i am|i was|maybe i|i must be|i feel|i've been|am i|i keep|myself|makes me|me a|was i|i think i)(?: \w+){0,5} ?$"),
    ),
    # asked, not said
    "question": (
        ("after", r"^…(?:ですか|ますか|でしょうか|ありますか|いいの(?:か|かな)|どう(?:思|です)|だと思いますか|ものですか)"),
    ),
    # a laugh or an exaggeration
    "joke": (
        ("after", r"^…{0,1}(?:[（(]笑|笑$|笑[。！ ]|w{1,}|ｗ|草|😂|🤣|爆笑|(?:ほど|くらい|ぐらい|レベル))"),
        ("sentence", r"\b(?:lol|lmao|haha|hehe|jk|kidding)\b|😂|🤣|ㅋㅋ|ㅎㅎ|555|kkk|jaja|哈哈|www"),
    ),
    # somebody wonders what would happen
    "hypothetical": (
        ("sentence", r"もしも|もし…(?:たら|なら)|仮に|万が一|いざというとき|場合は|ときのために"),
        ("sentence", r"\b(?:what if|in case|if (?:he|she|they|a child|someone) (?:ever|were to|should))\b"),
    ),
}
"""…and ⋯ are the gaps of the word lists; patterns are folded like them."""
