"""Plain text (.txt): bytes become characters, and nothing else changes, so that offsets count the file's own characters."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from charset_normalizer import from_bytes

from ingest.errors import UndecodableText
from ingest.readers.limits import ReadingLimits
from ingest.source import SourceText

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CHINESE_ENCODINGS = ("gb18030", "big5")

CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]"
)  # "\x00"; form feed and the like occur in real text
IDEOGRAPH = re.compile(r"[㐀-鿿]")  # 市
REPLACEMENT = "\ufffd"

SAMPLE_CHARACTERS = 20_000
MAX_CONTROL_SHARE = 0.002
FEWEST_PER_CONTROL = 10
"""A stray control character may stand in a short text, not be a tenth of it."""
MAX_DAMAGED_SHARE = 0.002
"""A UTF-8 file that lost a few bytes (cut at its end, joined from halves) is still UTF-8."""
MIN_COMMON_SHARE = 0.7
"""Real text is made of common characters; other bytes read as GBK or Big5 give rare ones."""
MAX_ODD_SHARE = 0.02
GUESS_BYTES = 64 * 1024


def read_text(data: bytes, limits: ReadingLimits) -> SourceText:
    """A text file; line ends stay as they are. Raises :class:`UndecodableText`."""
    text, notes = decode_text(data)
    return SourceText(text, "text", notes=notes)


def decode_text(data: bytes, declared: str | None = None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The characters of a text file (without byte order mark) and notes for the report.

    ``declared`` is an encoding that the file itself names; it is believed when it fits. Raises :class:`UndecodableText`.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding)
    for attempt in (
        _as_utf8,
        partial(_as_declared, declared=declared),
        _as_bare_utf16,
        _as_chinese,
        _as_guessed,
    ):
        decoded = attempt(data)
        if decoded is not None:
            return decoded
    raise UndecodableText(
        "文件内容不是可识别的文字（可能是二进制文件，或编码不受支持）。请用文本编辑器另存为 UTF-8 后再试。",
        "no known encoding gives plausible text",
    )


Decoded = tuple[str, tuple[tuple[str, str], ...]]


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    damaged = text.count(REPLACEMENT)
    if damaged > max(1, len(text) * MAX_DAMAGED_SHARE) or _is_binary(text):
        raise UndecodableText(
            f"文件开头标明编码为 {encoding.upper()}，但内容与之不符。请用文本编辑器另存为 UTF-8 后再试。",
            f"byte order mark of {encoding}, but {damaged} undecodable places",
        )
    return text, _damage_note(damaged)


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    damaged = text.count(REPLACEMENT)
    # A lone non-ASCII character that "survives" among replacements is chance; real UTF-8 has far more good than bad.
    if damaged > max(1, len(text) * MAX_DAMAGED_SHARE) or (
        damaged and damaged * 20 > len(IDEOGRAPH.findall(text))
    ):
        return None
    return None if _is_binary(text) else (text, _damage_note(damaged))


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    encoding = "gb18030" if declared.lower().replace("-", "") in {"gb2312", "gbk", "gb18030"} else declared
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        return None
    damaged = text.count(REPLACEMENT)
    if damaged > max(1, len(text) * MAX_DAMAGED_SHARE) or _is_binary(text):
        return None
    return text, _damage_note(damaged)


def _as_bare_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: the ASCII in it (line ends, digits) shows as zero bytes in every second place."""
    sample = data[:GUESS_BYTES]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    if len(data) % 2 or max(zeros) < 1:
        return None
    encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _is_binary(text) or not _is_plausible(text, "gb18030") else (text, ())


def _as_chinese(data: bytes) -> Decoded | None:
    best: tuple[float, str, int] | None = None
    for encoding in CHINESE_ENCODINGS:
        text = data.decode(encoding, errors="replace")
        damaged = text.count(REPLACEMENT)
        if (
            damaged > max(1, len(text) * MAX_DAMAGED_SHARE)
            or _is_binary(text)
            or not _is_plausible(text, encoding)
        ):
            continue
        share = _common_share(text, encoding)
        if best is None or share > best[0]:
            best = (share, text, damaged)
    return None if best is None else (best[1], _damage_note(best[2]))


def _as_guessed(data: bytes) -> Decoded | None:
    """Whatever else is text (Shift-JIS, Windows-1252, …), by statistics."""
    guess = from_bytes(data[:GUESS_BYTES]).best()
    if guess is None:
        return None
    try:
        text = data.decode(guess.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    if _is_binary(text) or _odd_share(text) > MAX_ODD_SHARE or not _mostly_words(text):
        return None
    return text, (
        ("guessed_encoding", f"文件编码按 {guess.encoding} 推断，如有乱码请另存为 UTF-8 后重新导入。"),
    )


def _damage_note(damaged: int) -> tuple[tuple[str, str], ...]:
    return (("damaged_bytes", f"文件中有 {damaged} 处字节无法解码，已用“\ufffd”代替。"),) if damaged else ()


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE_CHARACTERS]
    controls = len(CONTROL.findall(sample))
    return controls > 1 + len(sample) * MAX_CONTROL_SHARE or controls * FEWEST_PER_CONTROL > len(sample)


def _is_plausible(text: str, encoding: str) -> bool:
    return _common_share(text, encoding) >= MIN_COMMON_SHARE and _odd_share(text) <= MAX_ODD_SHARE


def _common_share(text: str, encoding: str) -> float:
    """Share of the ideographs that belong to the first, common level of the encoding's character set."""
    ideographs = IDEOGRAPH.findall(text[:SAMPLE_CHARACTERS])
    if not ideographs:
        return 0.0
    return sum(_is_common(character, encoding) for character in ideographs) / len(ideographs)


def _is_common(character: str, encoding: str) -> bool:
    if encoding == "big5":
        code = character.encode("big5", errors="ignore")
        return len(code) == 2 and 0xA4 <= code[0] <= 0xC6
    code = character.encode("gb2312", errors="ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def is_common_chinese(text: str) -> bool:
    """True where all characters belong to the first, common level of GB 2312."""
    return all(_is_common(character, "gb18030") for character in text)


def _odd_share(text: str) -> float:
    """Share of unassigned and private-use characters."""
    sample = text[:SAMPLE_CHARACTERS]
    return sum(unicodedata.category(character) in {"Cn", "Co", "Cs"} for character in sample) / max(
        len(sample), 1
    )


def _mostly_words(text: str) -> bool:
    sample = text[:SAMPLE_CHARACTERS]
    return sum(character.isalnum() or character.isspace() for character in sample) >= len(sample) * 0.7
