"""Words that make a number a target: verbs of building and reaching, nouns that are measured, dates that govern."""

from __future__ import annotations

import re

# sentences of a paragraph; box items numbered ①② end one another
SENTENCE = re.compile(r"[^。！？；;①-⑳\n]{1,1500}[。！？；;]?")
# a clause ends at a comma or colon; 、 may join names and does not end one
CLAUSE_BORDER = re.compile(r"[，,：:。；;！？]")
QUOTES = re.compile(r"[“《][^”》]*[”》]")

_STRONG = (
    "改（新）建|新（改）建|新（扩）建|新建成|新建|建成|建立|打造|培育|培树|创建|创成|争创|新增|完成|实施|开展|制定|制修订|制订|选树|遴选|精选|选派|改造|改建|扩建|设置|建造|"
    "配齐|购置|争取|获得|获评|取得|筹集|筹建|发放|造林|开通|开工|竣工|投产|建有|拥有|达标|增加|新改扩建|净增|招引|孵化|签约|吊销|挽回|清理|"
    "立案|罚没|主导|转型为|转化为|确定|划定|拆除|埋设|安装|修建|加固|清淤|疏浚|铺设|架设|招录|招募|聘请|搬迁|帮助|轮训|关停|淘汰|压减|新改建|"
    "收购|联网|布设|贯通|打通|轮换|置换|新装|加装|搭建|组建|引育|选育|选聘|聘用|投用|上线|增设|增配|扩容|引入|腾退|取缔|复垦|栽植|管护|消除|补贴|遴选|推出"
)
# verbs that also stand in front of nouns as part of a name: 服务中心, 检验机构, 培训率
_WEAK = (
    "建设|评选|认定|认证|发展|引进|引育|培养|培训|修订|组织|推进|推动|推广|扶持|支持|升级|布局|设立|配备|投放|投入|落实|安排|形成|实现|保障|"
    "覆盖|惠及|服务|治理|整治|修复|绿化|加强|扩大|吸引|举办|承办|出台|发布|编制|开发|储备|转化|登记|查处|检查|抽检|抽查|处理|办理|受理|归集|"
    "限制|参与|补贴|资助|招聘|安置|帮扶|巡查|排查|种植|采购|接入|命名|更新|回收"
)
_BUILD = f"{_STRONG}|{_WEAK}"
# "建成食品检测机构1个": the verb before the thing
BUILD_VERB = re.compile(
    rf"(?:{_STRONG})|(?:{_WEAK})(?!率|量|数|情况|单位|企业|项目|标准化|中心|示范|机构|行动|工程|体系)"
)
# "建成10家…": the verb right before the number
BUILD_VERB_END = re.compile(rf"(?:{_BUILD})(?:了|不少于|至少|约|超过|不低于)?$")
# "…达到", "…稳定在", "…控制在", "…提高到"
REACH_END = re.compile(
    r"(?:均|都|全部|总体|分别|累计|力争|实际|基本)?(?:稳定在|保持在|维持在|控制在|严控在|达到|达|不低于|不少于|不高于|不超过|不大于|不小于|不多于|低于|高于|多于|少于|大于|小于|超过|超|突破|至少|至多|≥|≤|＞|＜|>|<"
    r"|(?:压缩|压减|缩短|缩减|减少|减|降低|下降|降|提高|提升|提|增加|增长|增|扩大|上升|升|扩展|扩充|发展|增强|跃升|恢复|延长|延伸|缩)(?:到|至|为)|为|约|近|达到了|完成率|保有)+\s*$"
)
# "年均增长7%", "提高3个百分点", "下降13.5%", "每年递增10%"
GROWTH_END = re.compile(
    r"(?:增长|提高|提升|增加|递增|上升|扩大|增幅|增速|下降|降低|减少|压减|压缩|缩短|递减|削减|节约|翻)(?:了|约|达|超过|不低于)?\s*$"
)
GROWTH_DOWN = re.compile(r"(?:下降|降低|减少|压减|压缩|缩短|递减|削减|节约)(?:了|约|达|超过|不低于)?\s*$")
NEW = re.compile(r"(?:新增|净增)[^，,。；;、]*$")
CONTROL = re.compile(
    r"(?:控制在|严控在|不超过|不高于|不大于|不多于|(?:压缩|压减|缩短|缩减|减少|降低|下降|降|减|缩)(?:到|至|为))\s*$"
)
# "…合格率", "…总量", "…面积": a number right behind these is their value
MEASURED_NOUN_END = re.compile(
    r"(?:率|量|比例|比重|占比|数|数量|总数|总量|总额|规模|面积|里程|长度|总值|产值|增加值|收入|投资|覆盖面|满意度|知晓度|指数|人数|户数|件数|次数|天数|时间|时限|用时|年限|寿命|强度|能力|库容|供水|水平|得分|成绩|名次|容量|密度|浓度|额|值|度)\s*(?:约|均|各|为|仅|共|等)?\s*$"
)
# "20人以上企业", "500平方米以上的超市", "3个以上国家": describes, is no target
DESCRIBING_AFTER = re.compile(r"^(?:的|及其|规模|企业|单位|以上|以下)")
# "年营业收入5000万元以上的机构", "50平方公里以下河流": the words that a bounded number describes
DESCRIBED_NEXT = re.compile(r"^\s*(?:的|及其)?(?!和|及|或|并|，|。)[\u3400-\u9fff]")
DESCRIPTION = re.compile(r"^.*\d\S{0,6}(?:以上|以下|以内)的?")
# "对8座病险水库实施加固", "为246个危险区配齐…": the thing stands behind the number
OBJECT_END = re.compile(r"(?:^|[，、是])(?:对|为|将|把|向|使)\s*$")
# "1个工作日完成", "7个工作日内归集"
DONE_WITHIN = re.compile(
    r"^(?:以?内|之内)?\s*[^，。；]{0,14}?(?:完成|办结|办理|办成|归集|公示|公开|答复|反馈|处理|到达|报告|报送|备案|上传|录入|回复|送达|审结|核准|发放|处置|响应|办|内)"
)
TIME_MEASURES = frozenset({"个工作日", "工作日", "个小时", "小时", "分钟", "天", "日", "个月", "周"})
# "控制在0.24以下", "提名奖”5，": a number without a measure, bounded by words or at a clause's end
BARE_NUMBER = re.compile(
    r"(?P<before>控制在|不低于|不高于|不超过|达到|达|为|稳定在|保持在|降至|提高到|超过|突破|低于|高于|≥|≤)?(?<![\d.年月\-—第A-Za-z])(?P<number>\d+(?:\.\d+)?)(?P<after>以下|以上|以内|左右)?(?=[，,、。；;）)]|$)"
)
# "最长不超过3年": years are a target only where words bound them
YEAR_LIMIT = re.compile(
    r"(?P<before>不超过|不少于|不低于|至少|缩短至|压缩至|缩短到|压缩到)(?P<number>\d{1,2})年(?!\d)"
)
# dates that govern a number: "到2025年", "2023年底前", "“十四五”末", "每年", "年均"
DEADLINE = re.compile(
    r"(?:到|至|截至|在)?(?P<date>(?<!\d)(?:19|20)\d{2}\s*年(?:上半年|下半年|\d{1,2}月)?(?:年?[底末初])?(?:前|以前|之前)?|[“\"]?十[一二三四五六七八九]五[”\"]?(?:期?末|期间|时期|规划期末)|规划期末|每年度?|每季度|每月|每两年|每三年|年均|年内|当年)(?!以来)"
)
# "智能审批率2023年": a date behind the name
ENDING_DATE = re.compile(rf"(?:{DEADLINE.pattern.replace('?P<date>', '?:')})$")
# "…10家，到2023年全面完成"
LATER_DEADLINE = re.compile(
    r"(?:(?<=[到至于])|(?=(?:19|20)\d{2}\s*年(?:\d{1,2}月)?[底末中]?前))(?P<date>(?:19|20)\d{2}\s*年(?:\d{1,2}月)?(?:年?[底末])?前?)"
)
# "由3.18件增至12件", "从45天压缩为20天", "比2020年": the number behind is the base, not the target
BASE_VALUE_END = re.compile(r"(?:由|从|比|较)(?:原来的?|目前的?|现在的?|(?:19|20)\d{2}年的?)?\s*$")
BASE_VALUE = re.compile(
    r"(?:由|从)(?:原来的?|目前的?|现在的?|(?:19|20)\d{2}年(?:底|末)?的?)?\s*[\d一二两三四五六七八九十].*$"
)
# "较2015年末增长", "比上年提高": what it is compared with does not name the thing
COMPARISON = re.compile(
    r"(?:较|(?<![占同对])比|与)(?:上年|去年|往年|[“\"]?十[一二三四五六七八九]五[”\"]?期?末?|(?:19|20)\d{2}年?[底末初]?)(?:同期|相比)?"
)
# "比2020年下降14%", "较2023年增长25%": that year is the base, not the deadline
COMPARED_WITH = re.compile(r"(?:(?<![占同对])比|较|与|以|从|由)$")
# "普及率、数控化率分别达到90%、75%": names and numbers in the same order
RESPECTIVELY = re.compile(r"(?P<names>[^，,。；：:]{2,80})(?:将|要|应)?分别")
NAME_JOINT = re.compile(r"、|以及|(?<=[率量数值额度积例])(?:和|与|及)")
VALUE_JOINT = re.compile(r"^(?:以上|以下|以内|左右)?(?:、|和|及|与)$")
# what stands between a thing and its growth: "节水灌溉面积年均|增长5%"
BEFORE_GROWTH = re.compile(r"(?:年均|平均|每年|逐年|同比|累计|力争|实现)+$")
# between members of a list of numbers: "组织20家、个人20名"
LIST_JOINT = re.compile(r"[，,、和及与；]|以及|其中")
# what is left of a clause that goes on about the same thing: "每年递增10%", "全市达到50%"
NO_NAME = re.compile(
    r"(?:全[国省市区县州]|我[省市区县]|递增|增长|提高|累计|总量|其中|分别|完成|达到|实现|对|为|将|共)?"
)
SINCE_END = re.compile(r"(?:之日起?|起|后|前)\s*$")
CHINESE_DIGITS = "零〇一二两三四五六七八九十百千"
# a paragraph of goals that begins "到2025年，…" means all of its sentences
PARAGRAPH_DEADLINE = re.compile(
    r"^(?:[^，,。：:]{0,16}[。：:])?(?:——)?(?:力争)?(?:到|至)(?P<date>(?:19|20)\d{2}\s*年(?:年?[底末])?|[“\"]?十[一二三四五六七八九]五[”\"]?(?:期?末))"
)
# "累计…", "截至2020年底", "“十三五”期间，…", "较2015年增长": the past
PAST = re.compile(
    r"截[至止]\s*(?:19|20)\d{2}|(?:已经?|共|累计)(?:完成|建成|实现|培育|创建|达到|获得)了?|达到了|取得了|荣获|较上年|比上年|同比|位居|先后"
)
SETTING_HEADING = re.compile(
    r"(?:形势|现状|基础|回顾|背景|问题|挑战|机遇|发展环境|成绩)(?:$|[与和、分及要])|面临的?"
)
# words in front of the thing measured that do not name it
LEADING_WORDS = re.compile(
    rf"^[\s、，,]*(?:{DEADLINE.pattern.replace('?P<date>', '?:')}|力争|确保|保证|实现|推动|促进|努力|争取|使得?|其中|并|且|以及|及|和|与|同时|基本|全面|进一步|持续|逐步|加快|积极|将|要|年均|平均|至少|达到|底|前|末|[一二三四五六七八九十]{{1,2}}是(?!否)|[第]?[一二三四五六七八九十]{{1,2}}年累计|五年内?|三年内?|（[^）]*）|\([^)]*\))"
)


def operator_of(left: str, op: str, right: str, measure: str) -> str:
    """The operator by the words around a number: growth "+", reduction "-", else what number and bounds say."""
    bare = left.rstrip()
    if op == "=" and measure in TIME_MEASURES and (CONTROL.search(bare) or DONE_WITHIN.match(right)):
        return "<="
    if CONTROL.search(bare) and op in ("=", "<="):
        return "<="
    if GROWTH_END.search(bare):
        return "-" if GROWTH_DOWN.search(bare) else "+"
    if op == "=" and NEW.search(bare):
        return "+"
    return op
