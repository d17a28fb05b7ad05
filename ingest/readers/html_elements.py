"""What the elements of a web page are: rows of a table, menus, numbers, words without the source's line ends."""

from __future__ import annotations

import re

from lxml import etree, html

BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")  # "\n      "
WIDE = re.compile(r"[⺀-鿿　-〿！-￮“”‘’—…]")  # 中 ，
LINK_LIST_LINKS = 4
LINK_LIST_SHARE = 0.8


def collapse_blanks(text: str) -> str:
    """White space as a browser shows it: one space; none where a line of the source ended between Chinese characters."""

    def replace(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        if "\n" in match.group() and WIDE.match(before or "中") and WIDE.match(after or "中"):
            return ""
        return " "

    return BLANKS.sub(replace, text).strip()


def rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of this table (not of one inside it), head first and foot last."""
    parts: dict[str, list[html.HtmlElement]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            parts["tbody"].append(child)
        elif child.tag in parts:
            parts[child.tag].extend(child.iterchildren("tr"))
    return parts["thead"] + parts["tbody"] + parts["tfoot"]


def is_link_list(element: html.HtmlElement) -> bool:
    """Navigation: a list that is nearly only links and holds no sentence."""
    if element.tag not in ("ul", "ol", "div", "dl", "p", "header", "td"):
        return False
    links = element.findall(".//a")
    if len(links) < LINK_LIST_LINKS or "。" in words(element):
        return False
    return share_inside(element, "a") >= LINK_LIST_SHARE


def nested_share(table: html.HtmlElement) -> float:
    """How much of a table's text stands in tables inside it."""
    return share_inside(table, "table")


def share_inside(outer: html.HtmlElement, tag: str) -> float:
    """How much of an element's text stands in elements of a kind inside it. One walk: tables may be nested a hundred deep,
    links that nothing closes a thousand."""
    every = within = depth = 0
    for event, element in etree.iterwalk(outer, events=("start", "end", "comment", "pi")):
        if event == "start" and element is not outer:
            depth += element.tag == tag
        elif event == "end" and element is not outer:
            depth -= element.tag == tag
        said = element.text if event == "start" else element.tail if element is not outer else None
        length = sum(map(len, said.split())) if said else 0
        every += length
        within += length if depth else 0
    return within / every if every else 0.0


def words(element: html.HtmlElement) -> str:
    """An element's characters without white space."""
    return "".join("".join(element.itertext()).split())


def number(value: str | None, default: int) -> int:
    """A span or a start from an attribute."""
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else default
