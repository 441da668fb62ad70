"""Names of accounts told letter by letter in kana: エム・アイ・オー・アンダーバー・ツー, えいち えー."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.surroundings import before
from moderation.kana import TO_HIRAGANA

_LETTERS = (
    "エー エイ ビー シー ディー デー イー エフ ジー エイチ エッチ アイ ジェー ジェイ ケー ケイ エル エム エヌ オー ピー キュー アール エス ティー テー ユー ブイ ヴイ "
    "ダブリュー ダブリュ エックス ワイ ゼット ズィー アンダーバー アンダースコア アンダー ドット ハイフン アットマーク アット ゼロ ワン ツー スリー フォー ファイブ "
    "シックス セブン エイト ナイン イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ マル"
).split()
_ONE = "|".join(sorted({*_LETTERS, *(one.translate(TO_HIRAGANA) for one in _LETTERS)}, key=len, reverse=True))
_RUN = re.compile(rf"(?:(?:{_ONE}|[A-Za-z\d_.])[ ・、,\-]{{0,2}}){{4,24}}(?<![ ・、,\-])")
_SPELT = re.compile(_ONE)
_OF_SERVICE = re.compile(
    r"(?:LINE|ライン|らいん|インスタ|いんすた|ツイッター|エックス|ディスコ|カカオ|スナチャ|テレグラム|アカウント|アカ|垢|ID|アイディー?|あいでぃー?|ユーザー名|検索)(?:の?(?:ID|名前|アイディー?))?(?:は|が|:|で|→|=)?[ 、「]{0,2}$",
    re.IGNORECASE,
)
_FEWEST = 4


def told_in_kana(text: str) -> Iterator[tuple[int, int]]:
    """Letters by their names right after the name of a service or “ID”."""
    if not _SPELT.search(text):
        return
    for match in _RUN.finditer(text):
        if len(_SPELT.findall(match.group())) >= _FEWEST and _OF_SERVICE.search(before(text, match.start(), 20)):
            yield match.span()
