"""What is a target, what was reached, and what is neither."""

from __future__ import annotations

import pytest

from tests.ingest.commitments.sentences import commitments, facts


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
