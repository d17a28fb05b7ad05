"""Words that make a number a target: verbs of building and reaching, nouns that are measured; and words that make it none."""

from __future__ import annotations

import re

from ingest.commitments.deadline_words import DEADLINE

# sentences of a paragraph; box items numbered ①② end one another
SENTENCE = re.compile(r"[^。！？；;①-⑳\n]{1,1500}[。！？；;]?")
_STRONG = (
    "改造提升|优化提升|整治提升|改（新）建|新（改）建|新（扩）建|新建成|新建|建成|建立|打造|培育|培树|创建|创成|争创|新增|完成|实施|开展|制定|制修订|制订|选树|遴选|精选|选派|改造|改建|扩建|设置|建造|"
    "配齐|购置|争取|获得|获评|取得|筹集|筹建|发放|造林|开通|开工|竣工|投产|建有|拥有|达标|增加|新改扩建|净增(?!长)|招引|孵化|签约|吊销|挽回|清理|"
    "立案|罚没|主导|转型为|转化为|确定|划定|拆除|埋设|安装|修建|加固|清淤|疏浚|铺设|架设|招录|招募|聘请|搬迁|帮助|轮训|关停|淘汰|压减|新改建|"
    "减负|减免|节约|修缮|硬化|收购|联网|布设|贯通|打通|轮换|置换|新装|加装|搭建|组建|引育|选育|选聘|聘用|投用|上线|增设|增配|扩容|引入|腾退|取缔|复垦|栽植|管护|消除|补贴|遴选|推出"
)
# verbs that also stand in front of nouns as part of a name: 服务中心, 检验机构, 培训率
_WEAK = (
    "建设|评选|认定|认证|发展|引进|引育|培养|培训|办好|保留|清除|修订|组织|推进|推动|推广|扶持|支持|升级|布局|设立|配备|投放|投入|落实|安排|形成|实现|保障|"
    "覆盖|惠及|服务|治理|整治|修复|绿化|扩大|吸引|举办|承办|出台|发布|编制|开发|储备|转化|登记|查处|查办|更换|添置|创排|检查(?!检验)|抽检|抽查|处理|办理|受理|归集|"
    "限制|参与|补贴|资助|招聘|安置|帮扶|巡查|排查|种植|采购|接入|命名|更新|回收"
)
_BUILD = f"{_STRONG}|{_WEAK}"
# "建成食品检测机构1个": the verb before the thing
BUILD_VERB = re.compile(
    rf"(?:{_STRONG})|(?:{_WEAK})(?!率|量|数(?![字据智控])|情况|单位|企业|项目|标准化|中心|示范|机构|行动|工程|体系)"
)
# "建成10家…": the verb right before the number
BUILD_VERB_END = re.compile(rf"(?:(?:{_BUILD})(?:了|不少于|至少|约|超过|不低于)?|至少有)$")
# "每个乡镇至少|建成1个", "至少有|1所"
AT_LEAST_DONE = re.compile(rf"至少(?:{_BUILD}|有)$")
# "…达到", "…稳定在", "…控制在", "…提高到"
REACH_END = re.compile(
    r"(?:平均|均|都|全部|总体|分别|累计|力争|实际|基本)?(?:稳定在|保持在|维持在|保持|维持|控制在|严控在|达到|达|不低于|不少于|不高于|不超过|不大于|不小于|不多于|低于|高于|多于|少于|大于|小于|超过|超|突破|至少|至多|≥|≤|＞|＜|>|<"
    r"|(?:压缩|压减|缩短|缩减|减少|减|降低|下降|降|提高|提升|提|增加|增长|增|扩大|上升|升|扩展|扩充|发展|增强|跃升|恢复|延长|延伸|缩|减|降)(?:到|至|为)|为|约|近|达到了|保有)+\s*$"
)
# "年均增长7%", "提高3个百分点", "下降13.5%", "每年递增10%"
GROWTH_END = re.compile(
    r"(?:增长|提高|(?<!改造)(?<!优化)(?<!整治)提升|增加|递增|上升|扩大|下降|降低|减少|压减|压缩|缩短|递减|削减|节约|翻)(?:了|约|达|超过|不低于)?\s*$"
)
GROWTH_DOWN = re.compile(r"(?:下降|降低|减少|压减|压缩|缩短|递减|削减|节约)(?:了|约|达|超过|不低于)?\s*$")
NEW = re.compile(r"(?:新增|净增(?!长))[^，,。；;\d]*$")
CONTROL = re.compile(
    r"(?:控制在|严控在|不超过|不高于|不大于|不多于|(?:压缩|压减|缩短|缩减|减少|降低|下降|降|减|缩)(?:到|至|为))\s*$"
)
# "…合格率", "…总量", "…面积": a number right behind these is their value
MEASURED_NOUN_END = re.compile(
    r"(?:率|量|比例|比重|占比|数|数量|总数|总量|总额|规模|面积|里程|增速|增幅|床位|学位|托位|分值|长度|总值|产值|增加值|收入|投资|资金|覆盖面|满意度|知晓度|指数|人数|户数|件数|次数|天数|时间|时限|用时|年限|寿命|强度|能力|库容|供水|水平|得分|成绩|名次|容量|密度|浓度|额|值|度)\s*(?:约|均|各|为|仅|共|等)?\s*$"
)
# "20人以上企业", "500平方米以上的超市", "3个以上国家": describes, is no target
DESCRIBING_AFTER = re.compile(r"^(?:的|及其|规模|企业|单位|以上|以下)")
# "年营业收入5000万元以上的机构", "50平方公里以下河流": the words that a bounded number describes
DESCRIBED_NEXT = re.compile(r"^\s*(?:的|及其)?(?!和|及|或|并|，|。)[\u3400-\u9fff]")
# "对8座病险水库实施加固", "为未达标的246个危险区配齐…", "在50个城市开展试点": the thing stands behind the number
OBJECT_END = re.compile(r"(?:^|[，、是])(?:对|为|将|把|向|使|在|选择|选取)(?:[^，,。；;、]*的)?\s*$")
# "1个工作日完成", "7个工作日内归集"
DONE_WITHIN = re.compile(
    r"^(?:以?内|之内)?\s*[^，。；]{0,14}?(?:完成|办结|办理|办成|归集|公示|公开|答复|反馈|回应|处理|到达|报告|报送|备案|上传|录入|回复|送达|发送|推送|发布|通知|到场|到位|审结|核准|发放|处置|响应|办|内)(?!率)"
)
TIME_MEASURES = frozenset({"个工作日", "工作日", "个小时", "小时", "分钟", "天", "日", "个月", "周"})
# "由3.18件增至12件", "从45天压缩为20天", "比2020年": the number behind is the base, not the target
BASE_VALUE_END = re.compile(r"(?:由|从|比|较)(?:原来的?|目前的?|现在的?|(?:19|20)\d{2}年的?)?\s*$")
BASE_VALUE = re.compile(
    r"(?:由|从)(?:原来的?|目前的?|现在的?|(?:19|20)\d{2}年(?:底|末)?的?)?\s*[\d一二两三四五六七八九十].*$"
)
# "较2015年末增长", "比上年提高": what it is compared with does not name the thing
COMPARISON = re.compile(
    r"(?:较|(?<![占同对])比|与)(?:上年|去年|往年|[“\"]?十[一二三四五六七八九]五[”\"]?期?末?|(?:19|20)\d{2}年?[底末初]?)(?:同期|相比)?"
)
# what stands between a thing and its growth: "节水灌溉面积年均|增长5%"
BEFORE_GROWTH = re.compile(r"(?:年均|平均|(?<![\d十])[三四五5]年|每年|逐年|同比|累计|力争|实现)+$")
# "新增规上企业15家|、专精特新企业8家": members of a list that one verb governs
MEMBER_JOINT = re.compile(r"以及|[、和及与]")
# "城镇化水平稳步提升|，达到65%": a clause without a number that names what the next one measures
GROWN_CLAUSE = re.compile(
    r"(?P<name>[^，,。；;：:、\d]{2,30}?)(?:持续|稳步|不断|显著|明显|大幅|进一步|逐步|逐年|全面|实现|有效|快速|较快|稳定|总体)*"
    r"(?:提高|提升|增强|改善|下降|降低|减少|增长|增加|扩大|上升|壮大|翻番|倍增)[，,]$"
)
# between members of a list of numbers: "组织20家、个人20名"
LIST_JOINT = re.compile(r"[，,、和及与；]|以及|其中")
# what is left of a clause that goes on about the same thing: "每年递增10%", "全市达到50%"
NO_NAME = re.compile(
    r"(?:再|又|另|全[国省市区县州]|我[省市区县]|递增|增长|提高|累计|共计|合计|总量|其中|分别|完成|达到|实现|对|为|将|共)?"
)
SINCE_END = re.compile(r"(?:之日起?|起|后|前)\s*$")
CHINESE_DIGITS = "零〇一二两三四五六七八九十百千"
# "智能审批率2023年": a date behind the name
ENDING_DATE = re.compile(rf"(?:{DEADLINE.pattern.replace('?P<date>', '?:')})$")
# "由2020年的81%提高到2025年的93%": the year of the value behind it
YEAR_OF_VALUE = re.compile(r"(?:19|20)\d{2}\s*年[底末]?的\s*$")
# "截至2020年底", "已建成", "较上年增长": the past wherever it stands
PAST = re.compile(
    r"截[至止]\s*(?:19|20)\d{2}|已经?(?:累计)?(?:完成|建成|实现|培育|创建|达到|获得)了?|达到了|取得了|荣获|较上年|比上年|位居|先后|近年来|以来，"
)
# "累计建成", "同比下降": the past in a text that does not set targets
PAST_TOTAL = re.compile(r"(?:共|累计)(?:完成|建成|实现|培育|创建|达到|获得)了?|同比")
# "…不少于|50家": a bound alone, without a verb of reaching
BOUND_END = re.compile(
    r"(?:不低于|不少于|不高于|不超过|不大于|不小于|不多于|低于|高于|多于|少于|大于|小于|超过|超|突破|至少|至多|约|近|≥|≤|＞|＜|>|<)\s*$"
)
# "市场主体|达到", "占比|为": verbs of measuring before a number of years (岁) make it a target
MEASURING_VERB = re.compile(r"(?:寿命|年龄)[^，,。]{0,10}$")
# a noun right behind the number: "2名公共卫生医师", not "10家，" or "5个以上"
NOUN_NEXT = re.compile(r"^\s*(?!以上|以下|以内|左右|和|及|与|或|等|的)[\u3400-\u9fff“A-Za-z]")
# "临溪区2座|3.5万吨/日": a further number of the same thing, no date
NUMBER_NEXT = re.compile(r"^\d+(?:\.\d+)?(?![\d.]|\s*年)")
# "现有46座水库", "青溪等5座水库", "A平台和4个中心", "河长制的24条河流": the thing counted stands behind its number
NAMED_BEFORE = re.compile(r"(?:等|[现原已]有|全部|所有|剩余|其余|首批|[、和及与的])\s*$")
# "4家粉磨站、|2条生产线": the next member of a list whose things stand behind their numbers
NAMED_LIST = re.compile(r"[、和及与]\s*$")
# "市级平台|、6个县级平台"
NEXT_MEMBER = re.compile(r"(?:、|以及|和|及|与)(?=\d)")
# "引导800家企业入驻": a verb alone before the number; not 全市11个基层所, 围绕5个方面
ALONE_BEFORE = re.compile(
    r"^(?!全[国省市区县州]|我[省市区县州]|依托|围绕|聚焦|针对|按照|结合|利用|覆盖|涉及|涵盖|包括|包含|其中|坚持|突出|实现|明确|统一|现有|共有|首批|[以在由从与同经这各每当前近过])[\u3400-\u9fff]{2,4}$"
)
# "70%的卫生院达到标准", "85%以上的医院成为示范": a share that is to become something
SHARE_OF = re.compile(
    r"^\s*的(?P<name>[^，,。；;]{1,40}?)(?=(?:全部|基本|均|都)?(?:达到|达标|成为|实现|完成|建成|建立|通过|纳入|配备|设有|设立|开展|具备))"
)
# "2小时到达率达到90%", "200至3000平方公里的24条河流", "超100亿元的集群10个", "50亿元、100亿元的企业": what describes, not what is aimed at
DESCRIBED_BY = re.compile(
    r"^[^，,。；;]{0,16}(?:率|比例|占比)(?:达|提|保|稳|不|超|控|为|均)"
    r"|^(?:、[\d.]+\s*[^\s，,。、]{1,5}?)?的(?:\d|企业|单位|政策|优惠|税率|\s*(?:[，,。；;]|$))"
)
# "高于4批次/千人的标准": the standard is what is aimed at, unless it is one to go by (按照每百户30平方米的标准)
STANDARD_NEXT = re.compile(r"^的(?:标准|水平|目标|要求)")
GOING_BY = re.compile(r"按照?[^，,。；;]*$")
# "给予50万元", "一次性奖励20万元", "按每人每月300元": what is granted under a rule
GRANT = re.compile(
    r"(?:给予|奖励|奖补|补贴|(?<!上级)(?<!中央)(?<!省级)补助|资助|罚款|处以)(?!资金|经费|专项|政策|基金)[^，,。；;]*$|(?:每人|每户|每亩|每餐|每床|每月|每张|每件|每名|每个项目|每家)[^，,。；;]{0,6}$|每(?:个|家|户|人|名)[^，,。；;]{0,12}(?:安排|支持|补)[^，,。；;]*$"
)
# "50万元的奖励", "3万元补贴"
GRANT_NEXT = re.compile(
    r"^(?:[\d.]+[万亿]?[元倍]以[上下])?的?(?:一次性)?(?:奖励|奖补|补贴|补助|资助|支持|罚款)(?!资金|经费|专项|政策)"
)
# "排放限值分别为15毫克/升", "二级医院起付线400元": bounds that a rule sets
RULE_NOUN = re.compile(r"(?:限值|限额|起付线|封顶线|起征点)[^，,。；;]{0,6}$")
# "注册资本500万元以上|、职工人数20人以上的企业": the bounds that together describe one thing
BOUNDED_LIST = re.compile(
    r"^(?:以及|[、和及且或并与])[^，,。；;\d]{0,12}\d+(?:\.\d+)?[^，,。；;\d]{1,6}(?:以上|以下|以内)的(?!速度)[\u3400-\u9fff]"
)
# "每次不超过5家", "每批不少于3人": a quota of each occasion
EACH_END = re.compile(
    r"每(?:次|批|场|班|组|期|家|人|户|名|件)(?:企业|单位)?(?:最多|至多|至少|不超过|不少于|不多于|不低于|限)*\s*$"
)
# "覆盖施工许可等16类", "统一编码、依据等28个要素": kinds that are listed
KIND_OF = re.compile(r"(?:覆盖|包括|涵盖|涉及|包含|统一|实现|明确|围绕|聚焦|按照)[^，,。；;]*等\s*$")
# "表彰企业家不超过20名": a cap on awards
AWARD_CAP = re.compile(r"(?:评选|表彰|评定|推荐|遴选|奖励|认定|申报)[^，,。；;]*不(?:超过|多于)\s*$")
# "培育3家以上企业": measures that count the thing itself, where 20人以上 only describes
COUNTING = frozenset("个家项件所座处条种款支台辆套场次届幅部只")
# "引导800家企业", "解决3万名群众", not "召开1次会议": what is counted are things or people, not occasions
OBJECTS = COUNTING - frozenset("次场届期") | frozenset("名人户")
# "现有学校12所", "分为3类": what there is
STATIVE = re.compile(
    r"(?:[现原已仅共]有|分为|包括|涉及|位于|不足|占地(?!区)|仅|仅为|仍有|尚有|还有|只有|拥有量?为)[^，,。；;]*$"
)
# "完成投资", "实现节能量", "新增治理面积": verbs that are no part of a measured name
FULFILLING_VERB = re.compile(
    r"(?:完成|实现|新增|净增|增加|形成|达到|取得|争取|发放|投入|安排|落实|筹集|挽回|减少|压减)"
)
# "水利、交通等|5座": what opens a list of examples
GROUP_END = re.compile(r"等$")
# words in front of the thing measured that do not name it
LEADING_WORDS = re.compile(
    rf"^[\s、，,]*(?:\d{{1,2}}[.．、](?!\d)|{DEADLINE.pattern.replace('?P<date>', '?:')}|力争|确保|保证|实现|推动|促进|努力|争取|使得?|其中|并|且|以及|及|和|与|同时|计划(?=(?:{_STRONG}))|(?:基本|全部)(?=实现|建成|完成|建立|达到|消除|形成|满足|解决)|全面|进一步|持续|逐步|加快|积极|统筹|累计|总计|将|要|对|为(?=[^\d])|年均|至少|做到|三年|五年|达到|底|前|末|[一二三四五六七八九十]{{1,2}}是(?!否)|[第]?[一二三四五六七八九十]{{1,2}}年累计|五年内?|三年内?|（[^）]*）|\([^)]*\))"
)


# "不低于符合条件人数的|10%", "不超过总造价的|40%": what a share is taken of stands between the bound and the number
BOUND_OF = re.compile(r"(?P<bound>不低于|不少于|不超过|不高于)(?P<base>[^，,。；;\d]{2,16}的)$")
# "标准不低于|1000元": the least that is paid is aimed at, whoever gets it
LEAST_PAID = re.compile(
    r"(?:标准|津贴|低保|工资|补助|补贴|经费)[^，,。；;]*(?:不低于|不少于|至少)\s*$|不低于\s*$"
)
# "低保标准为每人每月|1309元", "高龄津贴每人每月不低于|60元": what is paid a head is set, where it is named
STANDARD_OF = re.compile(
    r"(?P<name>[^，,。；;]*(?:标准|津贴|保障金|工资|养老金|公用经费))(?:均|统一)?(?:为|达到?|提高[到至]|调整[为到]|确定为)?"
    r"每(?:人|户|生|名|孩|床|例)(?:每?[年月日天餐次]|每学期)?(?:均|分别)?(?:为|达到?|不低于|不少于)?$"
)
# "按低保标准的1.5倍确定，为每人每月|1963.5元"
STANDARD_GOES_ON = re.compile(r"^(?:为|即)每(?:人|户|生|名|孩|床)(?:每?[年月日天])?$")
# "1.5倍|确定": what a standard is worked out by
WORKED_OUT = re.compile(r"^的?(?:确定|执行|核定|发放|计发|测算)")
# "认定标准|按低保标准的1.5倍确定"
WORKED_OUT_BY = re.compile(r"(?<=标准)(?:按照?|依照|参照).*$")
# "开发信贷产品，五年|投放不少于10亿元": a verb that leaves its thing to the clause before
VERB_ALONE = re.compile(_BUILD)
# "筹集住房3000套，其中新建|1200套、改建|1800套": how a part comes about
VERBS_IN_FRONT = re.compile(rf"^(?:{_STRONG}|[和与及、])+(?=[\u3400-\u9fff]{{2}})")
VERB_ALONE_END = re.compile(rf"(?:^|其中|[、，,和])(?P<verb>{_BUILD})$")
# "每点|1.5万元运营补助": one of those that are counted
EACH_ONE = re.compile(r"每[\u4e00-\u9fff]{1,2}")
# "消除危旧桥梁，共计|67座"
IN_ALL = re.compile(r"(?:共计?|合计|总计|累计)")


def operator_of(left: str, op: str, right: str, measure: str) -> str:
    """The operator by the words around a number: growth "+", reduction "-", else what number and bounds say."""
    bare = left.rstrip()
    if op == "=" and measure in TIME_MEASURES and (CONTROL.search(bare) or DONE_WITHIN.match(right)):
        return "<="
    if CONTROL.search(bare) and op in ("=", "<="):
        return "<="
    if op == "=" and bare.endswith("超"):
        return ">"
    if op == "=" and AT_LEAST_DONE.search(bare):
        return ">="
    if GROWTH_END.search(bare):
        return "-" if GROWTH_DOWN.search(bare) else "+"
    if op == "=" and NEW.search(bare) and not (measure == "%" and REACH_END.search(bare)):
        return "+"
    return op
