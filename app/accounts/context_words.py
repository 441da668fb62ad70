"""Context in words, for the form and for the line beside a name."""

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import i18n
from app.accounts.context import REGION_OF, REGIONS, Context
from app.accounts.models import Mask

STAGES = {
    "preschool": _l("就学前"),
    "primary": _l("小学生"),
    "lower_secondary": _l("中学生"),
    "upper_secondary": _l("高校生の年ごろ"),
    "after_school": _l("学校を出た年ごろ"),
}
SINCES = {
    "months": _l("行けなくなって数か月"),
    "year": _l("行けなくなって1年ほど"),
    "years": _l("行けなくなって数年"),
}
REGION_NAMES = {
    "hokkaido": _l("北海道あたり"),
    "tohoku": _l("東北"),
    "kanto": _l("関東"),
    "chubu": _l("中部"),
    "kinki": _l("近畿"),
    "chugoku": _l("中国地方"),
    "shikoku": _l("四国"),
    "kyushu": _l("九州・沖縄"),
}


def of(context: Context) -> str:
    """One short line, or nothing."""
    parts = (STAGES.get(context.stage), SINCES.get(context.since), _place(context.place))
    return _("・").join(str(part) for part in parts if part)


def beside(mask: Mask) -> str:
    """The line beside a name on any page, or nothing."""
    return of(current_app.extensions["tomoshibi_census"].beside(mask.owner_tag))


def places() -> list[tuple[str, str]]:
    """Regions with their prefectures, for choosing."""
    return [
        (value, name)
        for region, prefectures in REGIONS.items()
        for value, name in [(region, str(REGION_NAMES[region])), *((each, f"　{_place(each)}") for each in prefectures)]
    ]


def _place(place: str) -> str:
    if place in REGION_OF:
        return place if i18n.locale() == "ja" else ROMAN.get(place, place)
    return str(REGION_NAMES[place]) if place else ""


ROMAN = dict(
    zip(
        REGION_OF,
        (
            "Hokkaido Aomori Iwate Miyagi Akita Yamagata Fukushima Ibaraki Tochigi Gunma Saitama Chiba Tokyo Kanagawa "
            "Niigata Toyama Ishikawa Fukui Yamanashi Nagano Gifu Shizuoka Aichi Mie Shiga Kyoto Osaka Hyogo Nara Wakayama "
            "Tottori Shimane Okayama Hiroshima Yamaguchi Tokushima Kagawa Ehime Kochi "
            "Fukuoka Saga Nagasaki Kumamoto Oita Miyazaki Kagoshima Okinawa"
        ).split(),
        strict=True,
    )
)
