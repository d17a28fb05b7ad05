"""Numbers as a spreadsheet shows them: 0.95 under the format 0% is 95%, 44463 under yyyy"年"m"月" is 2021年9月."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-m-d", 15: "yyyy-m-d", 16: "m-d", 17: "yyyy-m", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number only; those from 27 on are the Chinese ones."""

TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|([yYmMdDhHsS]+)|(AM/PM|上午/下午)|([#0?.,]+)|(%)|(.)', re.DOTALL
)
DATE_LETTERS = re.compile(r"[yYdDhHsS]|m{3,}")  # in what is left of a format without quotes and brackets
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
SCIENTIFIC = re.compile(r"[0#?][eE][+-]|\?/")  # 0.00E+00, # ?/?
MAX_SERIAL = 2_958_465
"""31 December 9999."""
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
SIGNIFICANT = 15
"""Digits that a spreadsheet shows of a number: what lies behind is the rounding of floats."""


def show_number(stored: str, code: str = "", *, from_1904: bool = False) -> str:
    """A stored number as shown under a format code; under a code that is not understood, its plain digits."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return stored
    sections = code.split(";")
    section = sections[0]
    bare = QUOTED.sub("", section)
    if DATE_LETTERS.search(bare) and "general" not in bare.lower():
        return _show_date(value, section, from_1904=from_1904)
    if not re.search(r"[0#?]", bare) or SCIENTIFIC.search(bare):
        return plain(value)
    return _show_digits(value, section)


def plain(value: Decimal) -> str:
    """A number without format: fifteen significant digits, no exponent."""
    if not value:
        return "0"
    rounded = (
        value.quantize(Decimal(1).scaleb(value.adjusted() - SIGNIFICANT + 1))
        if len(value.as_tuple().digits) > SIGNIFICANT
        else value
    )
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _show_digits(value: Decimal, section: str) -> str:
    pieces: list[str] = []
    shown = False
    percent = "%" in QUOTED.sub("", section)
    for quoted, escaped, bracket, _, _, digits, sign, other in TOKEN.findall(section):
        if digits and not shown:
            pieces.append(_digits(value * 100 if percent else value, digits))
            shown = True
        elif bracket.startswith("$"):
            pieces.append(bracket[1:].split("-")[0])
        else:
            pieces.append(quoted or escaped or sign or other.strip())
    return "".join(pieces)


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    places = sum(character in "0#?" for character in decimals)
    required = decimals.count("0")
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if places > required and "." in text:
        head, _, tail = text.partition(".")
        tail = tail[:required] + tail[required:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    return text


def _show_date(value: Decimal, section: str, *, from_1904: bool) -> str:
    if not 0 <= value <= MAX_SERIAL:
        return plain(value)
    moment = EPOCHS[from_1904] + timedelta(seconds=round(float(value) * 86400))
    pieces: list[str] = []
    minutes_next = False
    for quoted, escaped, _, letters, _, digits, _, other in TOKEN.findall(section):
        if letters:
            pieces.append(_date_part(moment, letters.lower(), minutes=minutes_next))
            minutes_next = letters.lower().startswith("h")
        else:
            pieces.append(quoted or escaped or digits or other)
    return "".join(pieces).strip()


def _date_part(moment: datetime, letters: str, *, minutes: bool) -> str:
    if letters.startswith("y"):
        return f"{moment.year % 100:02d}" if len(letters) == 2 else str(moment.year)
    if letters.startswith("m"):
        number = moment.minute if minutes else moment.month
    else:
        number = {"d": moment.day, "h": moment.hour, "s": moment.second}[letters[0]]
    return f"{number:02d}" if len(letters) == 2 else str(number)
