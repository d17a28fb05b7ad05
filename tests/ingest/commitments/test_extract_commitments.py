from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import read_plan_bytes
from ingest.plan import Commitment
from tests.ingest.sources import read_parts

HEAD = "云陵市“十四五”水利发展规划\n\n"


def commitments(sentence: str, heading: str = "二、主要任务") -> tuple[Commitment, ...]:
    return read_parts(f"{HEAD}{heading}\n\n{sentence}\n\n三、保障措施\n\n加强组织领导。\n").commitments


def facts(sentence: str) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(c.what, c.op, c.value, c.unit, c.deadline) for c in commitments(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("建成规范化水厂10家。", ("规范化水厂", "=", "10", "家", None), id="verb, thing, number"),
        pytest.param("新建 10 座小型水库。", ("小型水库", "=", "10", "座", None), id="verb, number, thing"),
        pytest.param(
            "到2025年，自来水普及率达到92%以上。",
            ("自来水普及率", ">=", "92", "%", "2025年"),
            id="rate to be reached",
        ),
        pytest.param(
            "水质合格率稳定在95%以上。", ("水质合格率", ">=", "95", "%", None), id="rate to be kept"
        ),
        pytest.param(
            "用水总量控制在4.8亿立方米以内。",
            ("用水总量", "<=", "4.8", "亿立方米", None),
            id="amount to be kept below",
        ),
        pytest.param(
            "将报装时间压缩至1个工作日以内。",
            ("报装时间", "<=", "1", "个工作日", None),
            id="time to be cut to",
        ),
        pytest.param(
            "确保取水许可一个工作日办结。",
            ("取水许可", "<=", "一", "个工作日", None),
            id="time limit without 以内",
        ),
        pytest.param(
            "万元产值用水量下降16%。", ("万元产值用水量", "-", "16", "%", None), id="to be reduced by"
        ),
        pytest.param("节水灌溉面积年均增长5%。", ("节水灌溉面积", "+", "5", "%", "年均"), id="to grow by"),
        pytest.param("新增节水型社区5个。", ("节水型社区", "+", "5", "个", None), id="to be added"),
        pytest.param(
            "每年监督抽查不少于500批次。", ("监督抽查", ">=", "500", "批次", "每年"), id="each year"
        ),
        pytest.param(
            "农村供水覆盖人口突破8.6万人。",
            ("农村供水覆盖人口", ">", "8.6", "万人", None),
            id="to be exceeded",
        ),
        pytest.param("渗漏率由12%降至9%。", ("渗漏率", "<=", "9", "%", None), id="the base is no target"),
        pytest.param(
            "到2025年，万元产值用水量比2020年下降18%。",
            ("万元产值用水量", "-", "18", "%", "2025年"),
            id="the year compared with is no deadline",
        ),
        pytest.param(
            "重点灌区渠系完好率占比2025年达到80%。",
            ("重点灌区渠系完好率占比", "=", "80", "%", "2025年"),
            id="占比 compares with nothing",
        ),
        pytest.param(
            "每个乡镇至少建成1个养老服务站。",
            ("养老服务站", ">=", "1", "个", None),
            id="at least before the verb",
        ),
        pytest.param(
            "签约家庭每月获得不少于4次上门探视。",
            ("上门探视", ">=", "4", "次", "每月"),
            id="a thing behind the number that begins with 上",
        ),
        pytest.param(
            "新增5000吨级泊位3个。",
            ("5000吨级泊位", "=", "3", "个", None),
            id="a number that grades the thing",
        ),
        pytest.param(
            "新增和更新公交车新能源比例达到90%。",
            ("新增和更新公交车新能源比例", "=", "90", "%", None),
            id="a share of what is new is no growth",
        ),
        pytest.param(
            "推广农村融合线路，到2025年开通40条以上。",
            ("农村融合线路", ">=", "40", "条", "2025年"),
            id="a verb whose thing stands in the clause before",
        ),
        pytest.param(
            "2022年底前全部消除四类、五类危桥，共计67座。",
            ("四类、五类危桥", "=", "67", "座", "2022年底前"),
            id="the whole of the clause before",
        ),
        pytest.param(
            "交流轮岗教师每年不低于符合条件人数的10%。",
            ("交流轮岗教师", ">=", "10", "%", "每年"),
            id="a bound, what it is a share of, and the share",
        ),
        pytest.param(
            "80周岁以上老年人高龄津贴每人每月不低于60元。",
            ("80周岁以上老年人高龄津贴", ">=", "60", "元", "每月"),
            id="the least that is paid",
        ),
        pytest.param(
            "全市最低生活保障标准为每人每月1200元。",
            ("全市最低生活保障标准", "=", "1200", "元", "每月"),
            id="a standard a head",
        ),
        pytest.param(
            "每月巡检一次，资源化利用的村不少于15个。",
            ("资源化利用的村", ">=", "15", "个", None),
            id="what is done often is said of its own clause",
        ),
        pytest.param(
            "预警信息15分钟内发送到户。",
            ("预警信息", "<=", "15", "分钟", None),
            id="a time limit for a message",
        ),
        pytest.param(
            "医院电子病历应用水平平均达到4级。",
            ("医院电子病历应用水平", "=", "4", "级", None),
            id="on average",
        ),
        pytest.param(
            "检查检验结果互认项目不少于300项。",
            ("检查检验结果互认项目", ">=", "300", "项", None),
            id="检查 that is part of a name",
        ),
        pytest.param(
            "3.维修道路5.6万平方米。",
            ("维修道路", "=", "5.6", "万平方米", None),
            id="behind the number of an item",
        ),
        pytest.param(
            "投诉48小时内回应。", ("投诉", "<=", "48", "小时", None), id="a time limit for an answer"
        ),
        pytest.param(
            "修复珍贵档案3000件（套）。",
            ("珍贵档案", "=", "3000", "件（套）", None),
            id="two measures in one",
        ),
        pytest.param(
            "接入水位监测视频1.5万路。", ("水位监测视频", "=", "1.5", "万路", None), id="路 of video"
        ),
        pytest.param("培育节水服务机构20-30家。", ("节水服务机构", "=", "20-30", "家", None), id="range"),
        pytest.param(
            "精选5个左右的县开展试点，到2023年全面完成。",
            ("县开展试点", "=", "5", "个", "2023年"),
            id="date behind the number",
        ),
        pytest.param(
            "争创国家重点实验室、技术创新中心各1个。",
            ("国家重点实验室、技术创新中心", "=", "1", "个", None),
            id="one each",
        ),
        pytest.param(
            "事故死亡人数控制在0.24以下。",
            ("事故死亡人数", "<=", "0.24", None, None),
            id="a bounded number without measure",
        ),
        pytest.param(
            "自信息产生之日起7个工作日内，归集到平台。",
            ("归集到平台", "<=", "7", "个工作日", None),
            id="time limit since an event",
        ),
        pytest.param(
            "对8座病险水库实施除险加固。",
            ("病险水库实施除险加固", "=", "8", "座", None),
            id="the thing behind 对",
        ),
        pytest.param(
            "培育年营业收入5000万元以上的检测机构3家。",
            ("年营业收入5000万元以上的检测机构", "=", "3", "家", None),
            id="a number that describes the thing counted",
        ),
        pytest.param(
            "预见期由3小时延长到6小时。", ("预见期", "=", "6", "小时", None), id="to be lengthened to"
        ),
        pytest.param(
            "完成现有46座水库除险加固。",
            ("水库除险加固", "=", "46", "座", None),
            id="what there is is to be treated",
        ),
        pytest.param(
            "实施清河、南湖等6个生态修复项目。",
            ("生态修复项目", "=", "6", "个", None),
            id="the thing behind a list of examples",
        ),
        pytest.param(
            "建设数字灌区8个。", ("数字灌区", "=", "8", "个", None), id="数字 is no measured noun (建设数)"
        ),
        pytest.param(
            "每千人口病床数达到7.2张。",
            ("每千人口病床数", "=", "7.2", "张", None),
            id="what a rate is counted by is no number",
        ),
        pytest.param(
            "5级以上堤防达标率提高到85%。",
            ("5级以上堤防达标率", "=", "85", "%", None),
            id="a description belongs to the name",
        ),
        pytest.param(
            "组织不少于60家企业开展诊断。",
            ("企业开展诊断", ">=", "60", "家", None),
            id="the thing behind a bounded number",
        ),
        pytest.param(
            "70%的水厂达到标准化要求。",
            ("水厂", "=", "70", "%", None),
            id="a share that is to become something",
        ),
        pytest.param("硬化村组道路12公里。", ("村组道路", "=", "12", "公里", None), id="verb of works"),
        pytest.param(
            "灌区渠道衬砌12公里。",
            ("灌区渠道衬砌", "=", "12", "公里", None),
            id="no verb known, among measures",
        ),
        pytest.param(
            "平均办结时间压缩70%以上。",
            ("平均办结时间", "-", "70", "%", None),
            id="平均 and 办结 belong to the name",
        ),
        pytest.param(
            "设立总规模10亿元的水利基金。",
            ("水利基金", "=", "10", "亿元", None),
            id="an amount that describes",
        ),
        pytest.param(
            "统筹安排水利专项资金，三年累计不少于9亿元。",
            ("水利专项资金", ">=", "9", "亿元", None),
            id="the thing in the clause before",
        ),
        pytest.param(
            "基本药物抽检合格率达到99%。",
            ("基本药物抽检合格率", "=", "99", "%", None),
            id="基本 belongs to the name",
        ),
        pytest.param(
            "新增水利、节水、治水示范区5个。",
            ("水利、节水、治水示范区", "+", "5", "个", None),
            id="several things to be added",
        ),
        pytest.param(
            "引导800家企业入驻平台。",
            ("企业入驻平台", "=", "800", "家", None),
            id="a verb alone before the number",
        ),
        pytest.param("节水贷款五年累计超3亿元。", ("节水贷款", ">", "3", "亿元", None), id="超 is more than"),
        pytest.param(
            "解决2.6万名群众饮水不稳定问题。",
            ("群众饮水不稳定问题", "=", "2.6", "万名", None),
            id="people behind a verb",
        ),
        pytest.param("投放共享水泵30台。", ("共享水泵", "=", "30", "台", None), id="共 begins a name"),
        pytest.param(
            "人均预期寿命提高1岁左右。",
            ("人均预期寿命", "+", "1", "岁", None),
            id="years of age that are aimed at",
        ),
        pytest.param(
            "水质达标率由2020年的81%提高到2025年的93%。",
            ("水质达标率", "=", "93", "%", "2025年"),
            id="from one year's value to another's",
        ),
        pytest.param(
            "每千名老年人拥有床位40张以上。",
            ("每千名老年人拥有床位", ">=", "40", "张", None),
            id="a rate's base",
        ),
        pytest.param(
            "用水户报装登记3个工作日内办结。",
            ("用水户报装登记", "<=", "3", "个工作日", None),
            id="a verb right before the days belongs to the name",
        ),
        pytest.param(
            "改造提升泵站15个。", ("泵站", "=", "15", "个", None), id="改造提升 is work, not growth"
        ),
        pytest.param(
            "困难户用水补助不低于当地标准的1.3倍。",
            ("困难户用水补助", ">=", "1.3", "倍", None),
            id="a bound before what a multiple is taken of",
        ),
        pytest.param("水费收缴户数翻一番。", ("水费收缴户数", "+", "一", "番", None), id="doubled"),
        pytest.param("歇业期最长不超过3年。", ("歇业期最长", "<=", "3", "年", None), id="years with a bound"),
    ],
)
def test_targets(sentence: str, expected: tuple[str, str, str, str | None, str | None]) -> None:
    assert facts(sentence) == [expected]


def test_a_list_of_things_and_numbers() -> None:
    found = facts("评选水利奖组织20家、个人20名，建成示范区2家、基地5个。")
    assert [(what, value, unit) for what, _, value, unit, _ in found] == [
        ("水利奖组织", "20", "家"),
        ("个人", "20", "名"),
        ("示范区", "2", "家"),
        ("基地", "5", "个"),
    ]


def test_later_values_of_the_same_thing() -> None:
    found = facts("智能审批率2023年达到50%、2025年达到75%。")
    assert [(value, deadline) for _, _, value, _, deadline in found] == [("50", "2023年"), ("75", "2025年")]
    assert {what for what, *_ in found} == {"智能审批率"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "到2025年，主要目标如下：\n\n——供水保障。自来水普及率达到93%。\n\n——节水。用水总量控制在14亿立方米以内。",
            [("93", "2025年"), ("14", "2025年")],
            id="a line that introduces goals dates them",
        ),
        pytest.param(
            "到2025年，主要目标如下：\n\n1.供水保障。自来水普及率达到93%。\n\n三、重点工程\n\n新建水厂3座。",
            [("93", "2025年"), ("3", None)],
            id="but not what stands under the next heading",
        ),
        pytest.param(
            "完成12条河流水量核定，2023年底前生态流量达标率达到90%以上。",
            [("12", None), ("90", "2023年底前")],
            id="a date behind a number dates only its own clause",
        ),
        pytest.param(
            "新建水厂3座，总投资5亿元，2021年开工，2024年建成投用。",
            [("3", "2024年"), ("5", "2024年")],
            id="the date by which a project is done",
        ),
        pytest.param(
            "每年开展宣传活动，节水知识普及率达到80%。",
            [("80", None)],
            id="每年 does not reach a rate in another clause",
        ),
        pytest.param(
            "每年新建水厂3座，培训河长20人次。", [("3", "每年"), ("20", "每年")], id="每年 reaches counts"
        ),
        pytest.param(
            "到2025年，产值突破3000亿元，年均增长10%，培育集群5个。",
            [("3000", "2025年"), ("10", "年均"), ("5", "2025年")],
            id="年均 is of its clause",
        ),
        pytest.param(
            "到2025年，年均降水量监测误差控制在3%以内。",
            [("3", "2025年")],
            id="年均 inside a name is no date",
        ),
        pytest.param(
            "2023年、2024年分别新建水厂2座、3座。", [("2", "2023年"), ("3", "2024年")], id="dates in turn"
        ),
        pytest.param(
            "新建水厂2座，临江水厂、望山水厂分别于2022年、2024年建成。",
            [("2", None)],
            id="dates of others, in turn",
        ),
        pytest.param(
            "建设科学城15平方公里，首期3平方公里2023年建成投用，引进机构20家。",
            [("15", None), ("20", None)],
            id="a date by which one part is done",
        ),
        pytest.param("三年内新建水厂3座。", [("3", None)], id="三年内 is not 年内"),
        pytest.param("2023年起，水质合格率稳定在93%以上。", [("93", None)], id="since a year"),
        pytest.param(
            "①供水行动。到2025年，新建水厂2座。②节水行动。新建泵站3座。",
            [("2", "2025年"), ("3", None)],
            id="items of a box do not share dates",
        ),
    ],
)
def test_deadlines(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(value, deadline) for _, _, value, _, deadline in facts(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "建成1个市级平台、6个县级平台。", ["市级平台", "县级平台"], id="things behind their numbers"
        ),
        pytest.param(
            "氮氧化物和有机物重点工程减排量分别达到3200吨、1500吨。",
            ["氮氧化物", "有机物重点工程减排量"],
            id="in turn, joined by 和",
        ),
        pytest.param(
            "青禾区、临溪区的城镇供养标准为每人每月2000元，其农村供养标准每人每月分别为2400元、2500元。",
            ["青禾区、临溪区的城镇供养标准", "青禾区农村供养标准", "临溪区农村供养标准"],
            id="in turn, of places named before",
        ),
        pytest.param(
            "低保边缘认定标准按低保标准的1.5倍确定，为每人每月1800元。",
            ["低保边缘认定标准"],
            id="worked out from another standard",
        ),
        pytest.param(
            "培育形成5个以上行业模型，20个以上可推广的标杆场景，并积极推广。",
            ["行业模型", "可推广的标杆场景"],
            id="things behind numbers that commas part",
        ),
        pytest.param(
            "统筹资金3.2亿元，其中市级财政1.1亿元、争取上级补助2.1亿元。",
            ["资金", "市级财政", "上级补助"],
            id="sums that are raised, not granted",
        ),
        pytest.param("改造项目11个、165公里。", ["项目", "项目"], id="two measures of one thing"),
        pytest.param(
            "创建节水示范区2水利示范区5个。",
            ["节水示范区", "水利示范区"],
            id="the mark between members is lost",
        ),
        pytest.param(
            "临溪、青禾城区污水集中收集率分别达到70%和65%。",
            ["临溪城区污水集中收集率", "青禾城区污水集中收集率"],
            id="what is measured stands behind the last short place",
        ),
        pytest.param(
            "临溪区、青禾县污水收集率分别达到70%和65%；到2025年，分别达到80%和75%。",
            ["临溪区污水收集率", "青禾县污水收集率"] * 2,
            id="in turn behind a semicolon, of the places before it",
        ),
        pytest.param(
            "临溪、青禾分别建成养老综合体3个和2个。",
            ["临溪养老综合体", "青禾养老综合体"],
            id="what all places build stands behind 分别",
        ),
        pytest.param(
            "新建水厂3座，其中临溪区2座3.5万吨/日、青禾县1座1.5万吨/日。",
            ["水厂", "临溪区", "临溪区", "青禾县", "青禾县"],
            id="two measures of each part",
        ),
        pytest.param(
            "计划新建水厂和改造水厂12座，其中新建8座、改造提升4座。",
            ["水厂和改造水厂", "新建水厂和改造水厂", "改造提升水厂和改造水厂"],
            id="parts that come about in different ways",
        ),
        pytest.param(
            "新增水厂3座，高效节水面积稳步扩大，达到12万亩。",
            ["水厂", "高效节水面积"],
            id="a clause without a number names what the next measures",
        ),
        pytest.param(
            "培育水务企业8家，到2025年节水企业数量翻一番，达到120家。",
            ["水务企业", "节水企业数量", "节水企业数量"],
            id="what doubles is what the next number counts",
        ),
    ],
)
def test_names_in_lists(sentence: str, expected: list[str]) -> None:
    assert [what for what, *_ in facts(sentence)] == expected


@pytest.mark.parametrize(
    ("heading", "is_result"),
    [
        pytest.param("（一）夯实产业发展基础", False, id="a heading of doing"),
        pytest.param("（一）现实基础", True, id="what there is"),
        pytest.param("1.跟踪评价标准执行情况，推进修订", False, id="a task about how things stand"),
    ],
)
def test_headings_that_report(heading: str, is_result: bool) -> None:
    (found,) = commitments(f"{heading}\n\n新建水厂12座。")
    assert found.is_result is is_result


def test_totals_to_be_reached_are_targets_where_goals_stand() -> None:
    (found,) = commitments("节水型企业累计达到200家。", "（二）发展目标")
    assert not found.is_result


def test_new_holds_for_the_members_of_its_list() -> None:
    found = facts("每年新增节水企业15家、用水协会8家，建设泵站3座。")
    assert [(value, op) for _, op, value, *_ in found] == [("15", "+"), ("8", "+"), ("3", "=")]


def test_the_thing_before_a_semicolon_goes_on() -> None:
    found = facts("到2023年，建成规范化水厂12座；到2025年，达到20座。")
    assert [(what, value, deadline) for what, _, value, _, deadline in found] == [
        ("规范化水厂", "12", "2023年"),
        ("规范化水厂", "20", "2025年"),
    ]


def test_a_paragraph_of_goals_shares_its_date() -> None:
    found = facts("到2025年，水网更加完善。自来水普及率达到92%。建成水厂3座。")
    assert [deadline for *_, deadline in found] == ["2025年", "2025年"]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("严格落实中央八项规定精神。", id="name of a rule"),
        pytest.param("坚持“四个最严”要求。", id="a slogan with a number"),
        pytest.param("联系人：王某，投诉电话12345。", id="a number to call"),
        pytest.param("排放限值分别为15毫克/升、0.5毫克/升。", id="bounds of a rule, in turn"),
        pytest.param("对违法取水处10万元以上50万元以下罚款。", id="a fine between two sums"),
        pytest.param("对违法取水处应缴水费3倍以上5倍以下罚款。", id="a fine in multiples"),
        pytest.param("门诊起付线400元。", id="what is paid under a rule"),
        pytest.param("注册资本500万元以上、职工20人以上的企业优先支持。", id="two bounds describe one thing"),
        pytest.param("为65岁以上老年人提供上门服务。", id="age of people"),
        pytest.param("推动20人以上企业参加培训。", id="size of enterprises"),
        pytest.param("完善流域面积50平方公里以下河流名录。", id="size of rivers"),
        pytest.param("发挥12345热线作用。", id="telephone number"),
        pytest.param("推进第三次水利普查。", id="ordinal"),
        pytest.param("打造一批示范项目。", id="一批"),
        pytest.param("打造一套智能化的服务应用。", id="一套"),
        pytest.param("设立24小时服务热线。", id="hours of service"),
        pytest.param("具体指标见表1。", id="number of a table"),
        pytest.param("落实“3个100%”要求。", id="numbers inside quotation marks"),
        pytest.param("2025年6月底前完成方案编制。", id="a date alone"),
        pytest.param("对首次达标的企业给予一次性奖励50万元。", id="what is granted"),
        pytest.param("对年产值突破50亿元、100亿元的企业予以支持。", id="whom a rule is for"),
        pytest.param("联合检查每次不超过5家。", id="a quota of each occasion"),
        pytest.param("评选优秀河长不超过20名。", id="a cap on awards"),
        pytest.param("覆盖取水许可、河道采砂等16类事项。", id="a number of kinds"),
        pytest.param("建立不少于3人的抢险小组。", id="a size that describes"),
        pytest.param("按照每百户不少于30平方米的标准配建设施。", id="a standard to go by"),
        pytest.param("新建住宅按每人每月300元补助。", id="an amount a head"),
        pytest.param("现有水库12座。", id="what there is"),
        pytest.param("全市11个水务所加强巡查。", id="who is meant"),
        pytest.param("围绕5个方面完善制度。", id="what it is about"),
        pytest.param("工农业用水比达到2.5∶1。", id="a ratio"),
    ],
)
def test_no_targets(sentence: str) -> None:
    assert facts(sentence) == []


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        pytest.param("一、“十三五”时期主要成就", "建成水厂10座。", id="section about the past"),
        pytest.param("（一）发展基础", "自来水普及率达到85%。", id="section about what there is"),
        pytest.param("二、主要任务", "截至2020年底，建成水厂10座。", id="up to a past date"),
        pytest.param("二、主要任务", "“十三五”期间新建水库3座。", id="in the past period"),
    ],
)
def test_results_are_marked(heading: str, sentence: str) -> None:
    (found,) = commitments(sentence, heading)
    assert found.is_result


def test_a_future_date_makes_no_result() -> None:
    (found, *_) = commitments("到2025年，建成水厂10座，力争荣获国家奖项。", "（五）规划目标")
    assert not found.is_result


def test_sentences_of_an_indicator_table_are_due_at_the_period_s_end() -> None:
    text = "专栏1 “十四五”主要指标\n\n序号\n\n规划领域\n\n量化发展目标\n\n1\n\n供水\n\n自来水普及率达到92%\n\n2\n\n抽查\n\n每年抽查不少于50批次"
    found = commitments(text)
    assert [(c.what, c.value, c.deadline) for c in found] == [
        ("自来水普及率", "92", "2025年"),
        ("抽查", "50", "每年"),
    ]


def test_a_commitment_points_at_its_sentence() -> None:
    parts = read_parts(f"{HEAD}二、主要任务\n\n推进水网建设。建成水厂１０座。\n")
    (found,) = parts.commitments
    assert found.text == "建成水厂10座。"
    assert parts.source.text[found.source.start : found.source.end] == "建成水厂１０座。"
    assert found.section == ("二、主要任务",)
    assert found.id == "plan:c1"


def test_numbers_in_turn_belong_to_the_names_before_them() -> None:
    found = facts("到2025年，自来水普及率、水质合格率分别超过92%、98%。")
    assert found == [
        ("自来水普及率", ">", "92", "%", "2025年"),
        ("水质合格率", ">", "98", "%", "2025年"),
    ]


def test_columns_that_say_what_is_done_are_read_with_their_dates() -> None:
    table = (
        "序号\t项目名称\t建设内容\t建设年限\t责任单位\n"
        "1\t骨干水厂\t新建水厂2座\t2022—2024年\t市水利局\n2\t监测站网\t布设监测站30处\t持续推进\t市水文局\n"
    )
    assert facts(table) == [
        ("水厂", "=", "2", "座", "2022—2024年"),
        ("监测站", "=", "30", "处", None),
    ]


def test_a_date_beside_the_units_holds_for_the_task() -> None:
    text = (
        f"{HEAD}二、主要任务\n\n1.布设监测站网。布设监测站30处。\n\n"
        "牵头单位：市水利局；责任单位：市财政局；完成时限：2023年12月底前\n\n2.开展巡查。每年巡查4次。\n\n"
        "牵头单位：市水利局；完成时限：2025年底前\n"
    )
    records = read_plan_bytes("plan.txt", text.encode())
    assert [(found.value, found.deadline) for found in records.commitments] == [
        ("30", "2023年12月底前"),
        ("4", "每年"),
    ]


@given(
    st.text(
        alphabet="建成水厂10家3%，。、；到2025年达底前每不少于以上的和分别累计超万元①“”较由为", max_size=120
    )
)
def test_any_text_gives_quantities_that_stand_in_it(text: str) -> None:
    records = read_plan_bytes("plan.txt", f"{HEAD}二、主要任务\n\n{text}\n".encode())
    for found in records.commitments:
        assert found.value in found.text
        assert found.what
        assert 0 <= found.source.start < found.source.end <= len(records.source_text)
