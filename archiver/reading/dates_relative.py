"""Dates that are told from the moment of looking: "3 hours ago", "gestern"."""

import re
from datetime import datetime, timedelta

MOST_TEXT = 60  # characters of a text that says when

#: Beginnings of the units' names, and their length in minutes.
MINUTE, HOUR, DAY = 1, 60, 24 * 60
UNITS = {
    **dict.fromkeys("sec sek segu 秒 초 giây".split(), 0),
    **dict.fromkeys("min хв мин dakika menit phút 分 분 دقيق دقائق".split(), MINUTE),
    **dict.fromkeys(
        "hour hr std stunde heure hora or uur tim godz час год saat jam giờ".split(), HOUR
    ),
    **dict.fromkeys("時間 小时 小時 시간 ساع".split(), HOUR),
    **dict.fromkeys("day tag jour día dia giorn dag dni dzień дн ден gün hari ngày".split(), DAY),
    **dict.fromkeys("日 天 일 يوم أيام".split(), DAY),
}
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_MANY = r"(\d{1,3}|an?|one|eine[mr]?|une?|una?|uma?|um|een|en|ett)"
_BEFORE = r"(?:vor|il y a|hace|há|منذ|قبل|för)"
_AFTER = r"(?:ago|fa|geleden|sedan|siden|temu|назад|тому|önce|lalu|trước|前|전|atrás)"
AGO = re.compile(
    rf"\b{_BEFORE}\s+{_MANY}\s?({_UNIT})\w{{0,5}}|"
    rf"\b{_MANY}\s?({_UNIT})\w{{0,5}}\.?\s?(?:yang )?{_AFTER}",
    re.IGNORECASE,
)
YESTERDAY = re.compile(
    r"\W*(?:yesterday|gestern|hier|ayer|ontem|ieri|gisteren|igår|i går|wczoraj|вчера|вчора|dün|"
    r"昨日|昨天|어제|hôm qua|kemarin)[\s,]{0,3}(?:at|um|à|a las|às|alle|om|kl\.?|в|о|saat)?\s?"
    r"(?:\d{1,2}(?:[:.h]\d\d)?(?:\s?[ap]\.?m\.?|\s?Uhr)?)?\W{0,3}$",
    re.IGNORECASE,
)


def day(text: str, fetched: datetime) -> str | None:
    """The ISO day that a text tells of, seen at ``fetched``; None if it tells of none.

    A week or a month ago is no day.
    """
    if len(text) > MOST_TEXT:
        return None
    match = AGO.search(text)
    if match:
        number, unit = match[1] or match[3], (match[2] or match[4]).lower()
        minutes = UNITS[unit] * (int(number) if number.isdigit() else 1)
        return (fetched - timedelta(minutes=minutes)).date().isoformat()
    if YESTERDAY.match(text):
        return (fetched - timedelta(days=1)).date().isoformat()
    return None
