import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.plan import Basis, Role
from ingest.units.unit_clauses import find_unit_clauses, has_lead_rule, parse_unit_clause

R, C = Role.RESPONSIBLE, Role.COOPERATING
STATED, INFERRED = Basis.STATED, Basis.INFERRED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "完善制度。（责任单位：市编办、市财政局；配合单位：各县区政府，市商务局等相关部门）",
            [("市编办", R), ("市财政局", R), ("各县区政府", C), ("市商务局", C)],
            id="both labels",
        ),
        pytest.param(
            "完善制度。(牵头单位:市水利局,参与单位:市财政局)",
            [("市水利局", R), ("市财政局", C)],
            id="lead and taking part",
        ),
        pytest.param(
            "牵头单位：市水利局\n责任单位：市财政局、市审计局",
            [("市水利局", R), ("市财政局", C), ("市审计局", C)],
            id="a label beside the lead's states who takes part",
        ),
        pytest.param(
            "（市水利局牵头，市财政局、市审计局配合）",
            [("市水利局", R), ("市财政局", C), ("市审计局", C)],
            id="verbs",
        ),
        pytest.param(
            "（市水利局、市财政局按职责分工负责）",
            [("市水利局", R), ("市财政局", R)],
            id="several before 负责",
        ),
        pytest.param(
            "（责任单位：市水利局、市财政局按职责分工负责）",
            [("市水利局", R), ("市财政局", R)],
            id="a verb behind a label's list",
        ),
        pytest.param(
            "（责任单位：市水利局牵头，市财政局配合）",
            [("市水利局", R), ("市财政局", C)],
            id="verbs behind a label",
        ),
        pytest.param(
            "（责任单位：市水利局牵头，市财政局、市审计局参与；完成时限：2024年12月底前）",
            [("市水利局", R), ("市财政局", C), ("市审计局", C)],
            id="verbs behind one of several labels",
        ),
        pytest.param(
            "（2023年10月底前完成。责任单位：市水利局，各县市人民政府）",
            [("市水利局", R), ("各县市人民政府", R)],
            id="when, before who",
        ),
        pytest.param(
            "（市水利局、市财政局、全市总工会、共青团市委、云上公益服务队总部按职责分工负责）",
            [
                ("市水利局", R),
                ("市财政局", R),
                ("全市总工会", R),
                ("共青团市委", R),
                ("云上公益服务队总部", R),
            ],
            id="one unusual name among many",
        ),
        pytest.param(
            "（各县（市、区）党委、政府，各市、州安委会分别负责）",
            [("各县（市、区）党委、政府", R), ("各市、州安委会", R)],
            id="party and government, and one body of several governments",
        ),
        pytest.param(
            "新建水厂20座。由市水利局牵头，市财政局参与。",
            [("市水利局", R), ("市财政局", C)],
            id="a sentence that only says who does it",
        ),
        pytest.param(
            "新建水厂20座。市水利局、市财政局、团市委分工负责，2025年底前完成。",
            [("市水利局", R), ("市财政局", R), ("团市委", R)],
            id="such a sentence with a date",
        ),
        pytest.param(
            "责任单位：市水利局、市财政局（排在首位的为牵头单位）",
            [("市水利局", R), ("市财政局", C)],
            id="a rule in brackets behind the list",
        ),
        pytest.param(
            "（各有关部门、各县区分工负责）",
            [("各有关部门", R), ("各县区", R)],
            id="分工负责 without 按",
        ),
        pytest.param(
            "（市水利局牵头，会同市财政局落实）",
            [("市水利局", R), ("市财政局", C)],
            id="会同 opens a part",
        ),
        pytest.param(
            "（省水利厅牵头，省直有关部门，各市、州人民政府配合）",
            [("省水利厅", R), ("省直有关部门", C), ("各市、州人民政府", C)],
            id="、 inside a collective name",
        ),
        pytest.param("（市水利局会同市财政局负责）", [("市水利局", R), ("市财政局", C)], id="会同"),
        pytest.param("（教育部、财政部等有关部门负责）", [("教育部", R), ("财政部", R)], id="open, national"),
        pytest.param(
            "（市教育局牵头，市财政局等参与，2025年底前完成）",
            [("市教育局", R), ("市财政局", C)],
            id="deadline behind",
        ),
        pytest.param("（区教委负责，9月底前完成）", [("区教委", R)], id="a month behind"),
        pytest.param(
            "（责任单位：区教委，10月底前完成）", [("区教委", R)], id="a month behind a label's list"
        ),
        pytest.param(
            "（区教委负责；以下任务均需各镇街落实，不再列出）",
            [("区教委", R)],
            id="what holds for all that follows",
        ),
        pytest.param(
            "（区教委、各镇街按职责分工负责；持续推进）", [("区教委", R), ("各镇街", R)], id="持续推进 behind"
        ),
        pytest.param(
            "（责任单位：省水利厅、省财政厅，列第一位的为牵头单位，下同）",
            [("省水利厅", R), ("省财政厅", C)],
            id="first leads",
        ),
        pytest.param(
            "（税务总局、财政部负责，排在第一位的部门为牵头部门，下同）",
            [("税务总局", R), ("财政部", C)],
            id="first leads, 负责",
        ),
        pytest.param(
            "（水利部、财政部牵头负责。列第一位者为牵头单位）",
            [("水利部", R), ("财政部", R)],
            id="牵头 stands above the rule",
        ),
        pytest.param(
            "抓好落实。责任单位：区教委；配合单位：区财政局。",
            [("区教委", R), ("区财政局", C)],
            id="no brackets",
        ),
        pytest.param(
            "（责任单位：省产业发展〔数字经济〕领导小组成员单位）",
            [("省产业发展〔数字经济〕领导小组成员单位", R)],
            id="nested brackets",
        ),
        pytest.param(
            "推行“路长制”。牵头单位市交通运输局，配合单位青禾公交有限公司、各乡镇（街道）。",
            [("市交通运输局", R), ("青禾公交有限公司", C), ("各乡镇（街道）", C)],
            id="labels without a colon",
        ),
        pytest.param(
            "新建公墓9处。此项工作由县民政局牵头，县林业局、各乡镇人民政府配合。",
            [("县民政局", R), ("县林业局", C), ("各乡镇人民政府", C)],
            id="此项工作 before 由",
        ),
        pytest.param(
            "建成系统。责任单位：县民政局；技术支撑：县大数据中心。",
            [("县民政局", R)],
            id="a label that is not known says no role",
        ),
        pytest.param(
            "（市级：市数据局、市财政局；县级：各县（市、区）人民政府）",
            [("市数据局", R), ("市财政局", R), ("各县（市、区）人民政府", R)],
            id="levels as labels",
        ),
        pytest.param(
            "【责任单位】区发展改革委、区政府办公室",
            [("区发展改革委", R), ("区政府办公室", R)],
            id="a label in brackets of its own",
        ),
        pytest.param(
            "责任科室：镇农业服务中心；配合单位：各村（社区）",
            [("镇农业服务中心", R), ("各村（社区）", C)],
            id="offices of a town",
        ),
        pytest.param(
            "开展普查。（资源管理司牵头，调查规划院配合，2024年10月底前完成）",
            [("资源管理司", R), ("调查规划院", C)],
            id="departments of a ministry",
        ),
        pytest.param(
            "建设商圈。由市商务局牵头，东城区人民政府、西城区人民政府配合，2025年底前完成。",
            [("市商务局", R), ("东城区人民政府", C), ("西城区人民政府", C)],
            id="governments by the names of their places",
        ),
        pytest.param(
            "每年12月底前，由县水利局牵头，县财政局、县农业农村局配合，组成考核组开展考核。",
            [("县水利局", R), ("县财政局", C), ("县农业农村局", C)],
            id="who leads what the sentence goes on to say",
        ),
        pytest.param(
            "（责任单位：市水利局、市财政局", [("市水利局", R), ("市财政局", R)], id="bracket never closed"
        ),
    ],
)
def test_stated_roles(text: str, expected: list[tuple[str, Role]]) -> None:
    (clause,) = find_unit_clauses(text)
    assert [(unit.name, unit.role) for unit in clause.units] == expected
    assert {unit.basis for unit in clause.units} == {STATED}
    for unit in clause.units:
        assert text[unit.start : unit.end] == unit.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "完善制度。（市教育局、市财政局）",
            [("市教育局", R, INFERRED), ("市财政局", C, INFERRED)],
            id="names only",
        ),
        pytest.param(
            "（市水利局牵头，市财政局、市审计局按职责分工负责）",
            [("市水利局", R, STATED), ("市财政局", C, INFERRED), ("市审计局", C, INFERRED)],
            id="负责 beside 牵头",
        ),
    ],
)
def test_roles_that_are_not_stated_are_inferred(text: str, expected: list[tuple[str, Role, Basis]]) -> None:
    (clause,) = find_unit_clauses(text)
    assert [(unit.name, unit.role, unit.basis) for unit in clause.units] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("由企业自行负责（由企业自行负责）", id="no unit"),
        pytest.param("完善专（兼）职队伍（含提名奖）。", id="explanations"),
        pytest.param("校服实行“双送检”（即出厂时送检，合格后发放）。", id="sentence in brackets"),
        pytest.param("优化商圈（市场、超市）环境。", id="things in brackets"),
        pytest.param("建立由水利部门牵头的机制。", id="牵头 in running text"),
        pytest.param("落实补助（市级：300万元；县级：100万元）。", id="sums by level"),
        pytest.param(
            "抓好落实。责任单位市场意识进一步增强。", id="a word behind 单位 that only looks like a level"
        ),
        pytest.param("推进县（市、区）建设。", id="levels in brackets"),
    ],
)
def test_other_brackets_name_nobody(text: str) -> None:
    assert find_unit_clauses(text) == ()


def test_labels_of_persons_and_deadlines_name_no_units() -> None:
    clause = parse_unit_clause("责任单位：市水利局 责任人：张三 完成时限：2023年底")
    assert clause is not None
    assert [unit.name for unit in clause.units] == ["市水利局"]


@pytest.mark.parametrize(
    "text",
    [
        "列第一位的为牵头单位",
        "排在第一位的部门为牵头部门",
        "列第一位者为牵头单位",
        "责任单位排在首位的为牵头单位",
        "第一个单位为牵头单位",
    ],
)
def test_the_rule_that_the_first_leads(text: str) -> None:
    assert has_lead_rule(f"（责任单位：市水利局、市财政局，{text}，下同）")


@given(st.text(alphabet="（）()责任配合单位牵头负：:、，；。市区局委财政水利等有关部门下同", max_size=60))
def test_clauses_never_fail_and_lie_in_the_text(text: str) -> None:
    for clause in find_unit_clauses(text):
        assert 0 <= clause.outer_start <= clause.start <= clause.end <= clause.outer_end <= len(text)
        assert clause.units


def test_a_role_in_brackets_behind_one_name_leaves_the_others_taking_part() -> None:
    for text in ("责任单位：市水利局（牵头）、市财政局", "市水利局（牵头）、市财政局"):
        clause = parse_unit_clause(text)
        assert clause is not None
        assert [(unit.name, unit.role, unit.basis) for unit in clause.units] == [
            ("市水利局", R, STATED),
            ("市财政局", C, INFERRED),
        ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("市水利局负责规划实施的统筹协调。", id="what a unit is in charge of"),
        pytest.param("各地区各部门要抓好落实。", id="an appeal to all"),
        pytest.param("坚持党政同责，企业全面负责。", id="a principle"),
        pytest.param("形成市级统筹、县区落实。", id="a way of working"),
    ],
)
def test_sentences_that_give_no_duty(text: str) -> None:
    assert find_unit_clauses(text) == ()
