"""Damage to files: what transport, disks, bad programs and people who mean it do to them. Every choice comes from ``Random``."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

MOST_FLIPS = 64
MOST_REPEATS = 400
MOST_BYTES = 1_000_000
NUMBER = re.compile(rb"\d+")
"""Numbers that a format counts with: gridSpan w:val="2", /Length 812."""
TAG = re.compile(rb"</?[A-Za-z:]+[^<>]*>")
"""<w:tc>, </td>"""
EXTREMES = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e999", b"")
SCRAPS = (
    *(
        b"\x00" * 16,
        b"\xff" * 16,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ),
    *(b"&a;", b"<td rowspan=99999 colspan=99999>", b"<table>" * 50, b"../../x", b"\r\n\r\n", b"\x0c"),
)
WORDS = (
    *("第一章　总则", "第九十九章", "第一节", "一、", "二、", "十一、", "（一）", "（二）", "1.", "2.", "1．", "（1）", "①", "一是", "二是"),
    *("责任单位：", "牵头单位：市发展改革委", "配合单位：", "市教育局、市财政局等相关部门", "（市水利局牵头，各县区政府配合）", "、", "；"),
    *("专栏1", "表1 主要指标", "序号", "指标名称", "单位", "2020年", "2025年", "属性", "预期性", "约束性", "9.5", ">98", "—", "%", "万户"),
    *("到2025年，", "建成", "10家", "以上", "压减至1个工作日以内", "增长8.5%", "目  录", "……1", "- 3 -", "打印本文", "\t", "\n", "\n\n", "  "),
    *("云陵市", "青禾县", "临溪区人民政府", "云政发〔2021〕23号", "2021年11月18日", "。", "，", "《云陵市规划》", "監(jiān)管", "\ue000", "\u3000", "\u2028"),
    *("完善社区服务网络。", "各街道建成综合服务中心", "市（区）、县（市、区）", "（", "）", "｜", "|---|", "| 1 | 2 |", "# ", "\ufdfa", "\U00020000", "\u0301"),
)  # fmt: skip
MOST_WORDS = 3000

UNPACKABLE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, KeyError),
)
"""What zipfile raises for archives that were damaged before."""

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]
"""(choices, a file, files to take pieces of) → the damaged file."""


def flip(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    damaged = bytearray(data)
    for _ in range(random.randint(1, MOST_FLIPS) if damaged else 0):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def truncate(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    return data[: random.randint(0, len(data))]


def remove(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _range(random, data)
    return data[:start] + data[end:]


def repeat(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _range(random, data)
    return data[:start] + data[start:end] * random.randint(2, MOST_REPEATS) + data[end:]


def splice(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = random.choice(others)
    return data[: random.randint(0, len(data))] + other[random.randint(0, len(other)) :]


def insert(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    scrap = random.choice(SCRAPS) if random.random() < 0.5 else random_words(random).encode()
    return data[:at] + scrap + data[at:]


def change_numbers(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    found = list(NUMBER.finditer(data))
    for match in sorted(
        random.sample(found, min(len(found), random.randint(1, 8))), key=lambda m: -m.start()
    ):
        data = data[: match.start()] + random.choice(EXTREMES) + data[match.end() :]
    return data


def change_tags(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Tags dropped, doubled or put into another's place."""
    found = list(TAG.finditer(data))
    for match in sorted(
        random.sample(found, min(len(found), random.randint(1, 8))), key=lambda m: -m.start()
    ):
        tag = random.choice((b"", match[0] * random.randint(2, 50), random.choice(found)[0]))
        data = data[: match.start()] + tag + data[match.end() :]
    return data


PLAIN: tuple[Mutation, ...] = (flip, truncate, remove, repeat, splice, insert, change_numbers, change_tags)


def change_member(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A zip archive that is whole and one of whose files is not. Data that is no archive is damaged as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except UNPACKABLE:
        members = {}
    if not members:
        return random.choice(PLAIN)(random, data, others)
    # The parts that carry the document's words are few among styles and themes, and matter most.
    names = sorted(members, key=lambda name: -len(members[name]))
    name = random.choice(names[:3] if random.random() < 0.7 else names)
    content = members.pop(name)
    match random.randrange(8):
        case 0:
            pass
        case 1:
            members["../" + name] = content
        case _:
            members[name] = random.choice(PLAIN)(random, content, [content])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            # Named by itself, a member would carry the time of day, and the same choices make other bytes.
            archive.writestr(zipfile.ZipInfo(member), text, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def mutate(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One to three kinds of damage; what has grown beyond a megabyte is cut."""
    for _ in range(random.choice((1, 1, 2, 3))):
        archive = data[:2] == b"PK" and random.random() < 0.9
        data = (change_member if archive else random.choice(PLAIN))(random, data, others)
    return data[:MOST_BYTES]


def random_words(random: Random) -> str:
    """The words that the readers look for, in no order; sometimes one of them very often."""
    count = int(MOST_WORDS ** random.random())
    few = random.sample(WORDS, random.randint(1, 6)) if random.random() < 0.5 else WORDS
    words = [random.choice(few) + ("\n" if random.random() < 0.3 else "") for _ in range(count)]
    return "".join(words) * (random.randint(2, MOST_REPEATS) if random.random() < 0.2 else 1)


def _range(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + int(max(len(data), 1) ** random.random()))
