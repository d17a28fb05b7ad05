"""Page furniture (网页导航、页码、页眉页脚): lines that a site or a printer put around the document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.repair.line_shapes import DATE_LINE, SENTENCE_END, has_marker
from ingest.repair.split_lines import Line

BULLET = r"^[•·●◆■\s]*"
# "当前位置：首页 > 政务公开", "您现在的位置：", "首页 / 政务"
BREADCRUMB = re.compile(
    BULLET
    + r"(?:您?(?:所在|现在|当前)?的?(?:所在)?位置(?:是)?\s*[:：]|首页\s*[>»/＞-]|.{0,12}网站?首页\s*$|首\s?页\s*$)"
)
# "【字号：大 中 小】", "字体：[大 中 小]", "【打印】", "打印本文", "关闭窗口", "分享到：", "收藏", "返回顶部"
BUTTONS = re.compile(
    BULLET
    + r"(?:[【\[（(]?\s*(?:字号|字体)\s*[:：]?.{0,16}|(?:[【\[（(]?\s*(?:打印|打印本[文页]|打印此页|下载|保存|收藏|关闭|关闭窗口|关闭本页|返回|返回顶部|返回列表"
    r"|分享|分享到|我要纠错|纠错|大|中|小|放大|缩小|播报|朗读|A[+-]?|繁|简|繁体|无障碍|长者模式|适老化|登录|注册|搜索|English)\s*[】\]）)]?[\s|｜/:：]*)+)$"
)
# "扫一扫在手机打开当前页", "扫码分享", "微信扫一扫", "分享: 微信 微博", "点击下载此文件"
CALLS = re.compile(
    BULLET
    + r"(?:.{0,6}扫[一码描].{0,24}|分享(?:到|至)?\s*[:：].{0,20}|(?:点击|附件)?(?:此处)?下载(?:此|本|该)?(?:文件|附件|文档|全文|PDF|Word).{0,12}"
    r"|点击(?:下载|查看|打开|阅读).{0,16}|关注.{0,12}(?:公众号|微信)|(?:微信|微博|QQ空间|朋友圈|新浪微博|腾讯微博|[\s、|])+)$",
    re.IGNORECASE,
)
# "• 附件:", "• 视频:", "附件下载：", "责任编辑：张三", "浏览次数：123", "上一篇：…", "ICP备…号", "版权所有…", "主办单位：…"
STUBS = re.compile(
    BULLET
    + r"(?:(?:附件|视频|图片|音频|相关附件|附件下载|相关下载)\s*[:：]\s*(?:无|暂无)?$|(?:责任|网站|值班)?编辑\s*[:：].{0,12}$|(?:责编|审核|校对|初审|复审|终审)\s*[:：].{0,12}$"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：].{0,12}$|.{0,40}(?:ICP备|公网安备|网站标识码|政府网站标识|版权所有|Copyright|All Rights Reserved).{0,80}$"
    r"|(?:主办|承办|运维|技术支持|联系电话|网站地图|隐私|联系我们|关于我们)(?:单位)?\s*[:：].{0,40}$|(?:上|下)一(?:篇|条)\s*[:：]?.{0,60}$"
    r"|(?:网站地图|联系我们|关于我们|网站声明|隐私声明|使用帮助)(?:[\s|｜]*(?:网站地图|联系我们|关于我们|网站声明|隐私声明|使用帮助))*$)",
    re.IGNORECASE,
)
# "主办单位：省卫生健康委"
HOST = re.compile(r"(?:主办|承办)(?:单位|部门)?\s*[:：]")
# "相关链接>>", "相关解读：", "【相关文件】": everything behind it belongs to the site
RELATED = re.compile(
    BULLET
    + r"[【\[]?(?:相关|延伸|推荐|热点)(?:链接|解读|文件|文档|政策|稿件|新闻|阅读|信息|报道|附件)\s*[】\]]?\s*(?:[:：>»＞]*)$"
)
RELATED_REACH = 12
# "【一图读懂】《…规划》", "图解：…", "《…规划》政策解读": links to what others say about the document
READINGS = re.compile(
    BULLET
    + r"(?:[【\[]?(?:一图(?:读懂|看懂|了解|解读)|图解|(?:文字|音频|视频|图文|图片|图表|动漫|专家|媒体|政策|部门|新闻|权威)解读)[】\]]?(?:\s*[:：《].{0,120})?|《[^》]{4,80}》(?:的?(?:政策|文件|起草|图文|文字|媒体)?(?:解读|说明|图解)))(?:\s*\d{4}-\d{2}-\d{2})?$"
)
# "— 12 —", "- 3 -", "第 5 页", "第3页 共20页", "Page 4 of 9", "·12·"
PAGE_NUMBER = re.compile(
    r"^(?:[—–―\-－·•~～]+\s*\d{1,4}\s*[—–―\-－·•~～]+|第\s*\d{1,4}\s*页(?:\s*[,，/（(]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?|page\s*\d+(?:\s*of\s*\d+)?)$",
    re.IGNORECASE,
)
PAGED_NUMBER = re.compile(r"^(?:\d{1,4}|\d{1,4}\s*/\s*\d{1,4}|[ivxIVX]{1,5})$")
# "https://…/art/2021.html", "2023/5/6 10:21 云陵市人民政府" at a browser's print margin
PRINT_MARGIN = re.compile(
    r"^(?:(?:https?://|www\.)\S+(?:\s+\d+/\d+)?|\d{4}/\d{1,2}/\d{1,2}[,，]?\s+(?:[上下]午)?\d{1,2}:\d{2}.*)$"
)
# "此件公开发布", "（此件主动公开）" is part of the document, but says nothing that a record could hold
DISCLOSURE = re.compile(
    r"^[（(]?\s*(?:此件|此文)?\s*(?:主动|依申请|公开|不予)(?:公开|发布|公开发布)*\s*[)）]?$|^[（(]此[件文].{1,10}[)）]$"
)

PATTERNS = (BREADCRUMB, BUTTONS, CALLS, STUBS, READINGS, PAGE_NUMBER, PRINT_MARGIN, DISCLOSURE)
LONGEST_FURNITURE = 200
TITLE_REACH = 80
LONGEST_MENU_ENTRY = 20
LONGEST_FOOT_ENTRY = 14
EDGE_LINES = 3
RUNNING_PAGES = 3
NAVIGATION_LENGTH = 8
HEAD_LINES = 20
DIGITS = re.compile(r"\d+")


def find_furniture(lines: Sequence[Line], *, labels: set[int], paged: bool, web: bool = False) -> set[int]:
    """Indexes of the lines that are furniture. ``labels`` are the page's own "发布时间：…" lines: short lines without a
    number above the first of them are a menu ("产品", "企业"). On a ``web`` page the same holds above its title and below
    its signature."""
    found = {
        index
        for index, line in enumerate(lines)
        if len(line.text) <= LONGEST_FURNITURE and any(pattern.match(line.text) for pattern in PATTERNS)
    }
    found -= _duties(lines, found)
    page_head = {
        index for index in found if BREADCRUMB.match(lines[index].text) or BUTTONS.match(lines[index].text)
    }
    found |= _menu(lines, labels | page_head)
    found |= _related_links(lines)
    if web:
        found |= _above_title(lines) | _below_signature(lines)
        found |= {index for index, line in enumerate(lines) if not any(c.isalnum() for c in line.text)}
    if paged:
        found |= _running_heads(lines)
    return found - labels


def _duties(lines: Sequence[Line], found: set[int]) -> set[int]:
    """主办单位：… under one item after another: whom the document asks to do it. A site has one organiser."""
    hosts = [index for index in found if HOST.match(lines[index].text)]
    count = Counter(lines[index].text[:2] for index in hosts)
    return {index for index in hosts if count[lines[index].text[:2]] > 1}


def _menu(lines: Sequence[Line], anchors: set[int]) -> set[int]:
    first = min((index for index in anchors if index < HEAD_LINES), default=0)
    return {index for index in range(first) if _is_entry(lines[index], NAVIGATION_LENGTH)}


def _is_entry(line: Line, longest: int) -> bool:
    return (
        len(line.text) <= longest
        and not has_marker(line.text)
        and line.heading_level != 1
        and not SENTENCE_END.search(line.text)
    )


def _above_title(lines: Sequence[Line]) -> set[int]:
    title = next((index for index, line in enumerate(lines[:TITLE_REACH]) if line.heading_level == 1), 0)
    return {
        index
        for index in range(title)
        if _is_entry(lines[index], LONGEST_MENU_ENTRY) and not DATE_LINE.match(lines[index].text)
    }


def _below_signature(lines: Sequence[Line]) -> set[int]:
    """Menus behind the date that signs the document; a document that goes on with text or an annex has none."""
    dated = [index for index, line in enumerate(lines) if DATE_LINE.match(line.text)]
    tail = range(dated[-1] + 1, len(lines)) if dated else range(0)
    if any(len(lines[index].text) > TITLE_REACH or has_marker(lines[index].text) for index in tail):
        return set()
    return {index for index in tail if _is_entry(lines[index], LONGEST_FOOT_ENTRY)}


def _related_links(lines: Sequence[Line]) -> set[int]:
    for index, line in enumerate(lines):
        if RELATED.match(line.text) and len(lines) - index <= RELATED_REACH:
            return set(range(index, len(lines)))
    return set()


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """Lines that stand at the same edge of several pages, page numbers aside, and lone page numbers at an edge."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pages[line.span.page or 0].append(index)
    edges = [index for page in pages.values() for index in (*page[:EDGE_LINES], *page[-EDGE_LINES:])]
    found = {
        index
        for page in pages.values()
        for index in (page[0], page[-1])
        if PAGED_NUMBER.match(lines[index].text)
    }
    seen = Counter(_shape(lines[index].text) for index in set(edges))
    needed = max(RUNNING_PAGES, len(pages) // 3)
    repeated = {shape for shape, count in seen.items() if count >= needed and shape}
    found |= {
        index
        for index in edges
        if _shape(lines[index].text) in repeated
        and not has_marker(lines[index].text)
        and not SENTENCE_END.search(lines[index].text)
    }
    return found


def _shape(text: str) -> str:
    return DIGITS.sub("#", "".join(text.split()))
