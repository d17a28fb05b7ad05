import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.plan import place_of
from ingest.tasks.task_draft import find_deadline, split_measures
from tests.ingest.outlines import Document
from tests.ingest.tasks.registers import PROSE, register

HEAD = "事项\n主要任务\n责任单位\n配合单位\n"


def test_units_in_brackets_behind_numbered_items() -> None:
    document = Document(
        f"四、重点任务\n（一）保障供水\n{PROSE}\n1. 新建水厂。{PROSE}（责任单位：市水利局；配合单位：市财政局等相关部门）\n"
        f"2. 改造管网。一是{PROSE}二是{PROSE}（市住房城乡建设局牵头，各县区政府配合）\n五、工作要求\n（一）加强领导。{PROSE}"
    )
    tasks = document.tasks()
    assert register(tasks) == [
        ("新建水厂", "市水利局* 市财政局 …"),
        ("改造管网", "市住房城乡建设局* 各县区政府"),
        ("加强领导", ""),
    ]
    first, second, _ = tasks.tasks
    assert (first.section, first.number) == (("四、重点任务", "（一）保障供水"), "1.")
    assert first.text == f"新建水厂。{PROSE}"
    assert first.units_text == "责任单位：市水利局；配合单位：市财政局等相关部门"
    assert [measure[:2] for measure in second.measures] == ["一是", "二是"]


def test_units_in_a_heading_hold_for_the_tasks_below_it() -> None:
    document = Document(
        f"一、任务\n（一）完善供水（牵头单位：市水利局；配合单位：市财政局）\n1. 新建水厂。{PROSE}\n2. 改造管网。{PROSE}（责任单位：市住房城乡建设局）\n"
        f"（二）加固堤防（牵头单位：市应急管理局）\n{PROSE}"
    )
    assert register(document.tasks()) == [
        ("新建水厂", "市水利局* 市财政局"),
        ("改造管网", "市住房城乡建设局*"),
        ("加固堤防", "市应急管理局*"),
    ]


def test_parts_with_their_own_units_are_tasks() -> None:
    document = Document(
        f"一、任务\n1. 完善供水。\n一是新建水厂。{PROSE}（责任单位：省水利厅）\n二是改造管网。{PROSE}（责任单位：省住房城乡建设厅）"
    )
    tasks = document.tasks()
    assert register(tasks) == [("新建水厂", "省水利厅*"), ("改造管网", "省住房城乡建设厅*")]
    assert [task.number for task in tasks.tasks] == ["一是", "二是"]
    assert tasks.tasks[0].text == f"新建水厂。{PROSE}"


def test_units_on_a_line_of_their_own() -> None:
    document = Document(
        f"一、任务\n（一）新建水厂。\n{PROSE}\n（水利部、财政部等负责。列第一位者为牵头单位，下同）\n（二）改造管网。\n{PROSE}\n（住房城乡建设部、水利部负责）"
    )
    assert register(document.tasks()) == [
        ("新建水厂", "水利部* 财政部 …"),
        ("改造管网", "住房城乡建设部* 水利部"),
    ]


def test_labelled_fields_of_a_task_are_no_titles() -> None:
    document = Document(
        "二、主要任务\n1.任务内容：新建水厂2座，改造管网50公里。\n责任单位：区水利局\n配合单位：区财政局\n完成时限：2023年12月底前\n"
        "2.任务内容：完善检测制度。\n责任单位：区卫生健康委\n配合单位：各镇街\n完成时限：持续推进",
    )
    tasks = document.tasks()
    assert register(tasks) == [
        ("新建水厂2座，改造管网50公里", "区水利局* 区财政局"),
        ("完善检测制度", "区卫生健康委* 各镇街"),
    ]
    assert [task.deadline for task in tasks.tasks] == ["2023年12月底前", "持续推进"]


def test_rule_that_the_first_leads_in_a_note() -> None:
    document = Document(
        f"一、任务\n1. 新建水厂。{PROSE}（责任单位：县水利局、县财政局）\n注：责任单位中列第一位的为牵头单位。"
    )
    assert register(document.tasks()) == [("新建水厂", "县水利局* 县财政局")]


def test_rule_does_not_touch_columns_of_both_kinds() -> None:
    rows = [["任务内容", "责任单位", "配合单位"], ["新建水厂", "县水利局、县财政局", ""]]
    assert register(Document(rows, "注：列第一位的为牵头单位。").tasks()) == [
        ("新建水厂", "县水利局* 县财政局*")
    ]


def test_titled_paragraphs_of_measures_sections_are_tasks() -> None:
    document = Document(
        f"一、发展基础\n供水能力提升。{PROSE}\n水质持续改善。{PROSE}\n二、主要目标\n供水更有保障。{PROSE}\n三、保障供水\n（一）完善设施\n"
        f"新建水厂。{PROSE}\n改造管网。{PROSE}\n{PROSE}\n（二）强化管护\n落实责任。{PROSE}"
    )
    tasks = document.tasks()
    assert [task.title for task in tasks.tasks] == ["新建水厂", "改造管网", "落实责任"]
    assert tasks.tasks[1].text.count("\n") == 1, "a paragraph without a title goes on with the one before"
    assert [warning.code for warning in tasks.warnings] == ["no_units"]


def test_heading_with_plain_text_below_is_one_task() -> None:
    document = Document(f"第三章 任务\n第一节 供水\n一、新建水厂\n{PROSE}\n{PROSE}\n二、改造管网\n{PROSE}")
    tasks = document.tasks()
    assert [(task.number, task.title) for task in tasks.tasks] == [("一、", "新建水厂"), ("二、", "改造管网")]
    assert tasks.tasks[0].text == f"新建水厂\n{PROSE}\n{PROSE}"
    assert tasks.tasks[0].section == ("第三章 任务", "第一节 供水")


def test_items_of_boxes_are_tasks_with_the_box_in_their_path() -> None:
    document = Document(
        f"一、供水\n完善设施。{PROSE}\n强化管护。{PROSE}\n专栏2 供水工程\n（1）水厂工程。{PROSE}\n（2）管网工程。{PROSE}\n二、防洪\n加固堤防。{PROSE}"
    )
    boxed = [task for task in document.tasks().tasks if len(task.section) == 2]
    assert [(task.number, task.title) for task in boxed] == [("（1）", "水厂工程"), ("（2）", "管网工程")]
    assert boxed[0].section == ("一、供水", "专栏2 供水工程")


def test_text_behind_a_box_belongs_to_its_section() -> None:
    document = Document(
        f"一、供水\n完善设施。{PROSE}\n专栏1 工程\n{PROSE}\n强化管护。{PROSE}\n二、防洪\n加固堤防。{PROSE}\n巩固水库。{PROSE}"
    )
    assert [task.title for task in document.tasks().tasks] == [
        "完善设施",
        "工程",
        "强化管护",
        "加固堤防",
        "巩固水库",
    ]


def test_ids_count_in_document_order_and_places_are_right() -> None:
    document = Document(
        f"一、任务\n1. 新建水厂。{PROSE}（责任单位：县水利局）",
        [["任务内容", "责任单位"], ["改造管网", "县财政局"]],
    )
    tasks = document.tasks().tasks
    assert [task.id for task in tasks] == ["plan:t1", "plan:t2"]
    for task in tasks:
        place = place_of(task.origin, 0, len(task.title), task.source)
        assert document.text[place.start : place.end] == task.title
        for unit in task.units:
            assert unit.source is not None
            assert document.text[unit.source.start : unit.source.end] == unit.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024年底前建成水厂。", "2024年底前", id="底前"),
        pytest.param("到2025年，供水能力翻番。", "到2025年", id="到"),
        pytest.param("到2023年建成一座，到2025年建成两座。", "到2023年；到2025年", id="two"),
        pytest.param("完成时限：2023年12月底", "2023年12月底", id="label"),
        pytest.param("2021年以来供水能力提升。", None, id="a year that is over"),
        pytest.param("按期完成。", None, id="none"),
    ],
)
def test_deadlines(text: str, expected: str | None) -> None:
    assert find_deadline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "供水。一是新建水厂。二是改造管网。", ["一是新建水厂。", "二是改造管网。"], id="一是二是"
        ),
        pytest.param("供水。①新建水厂。②改造管网。", ["①新建水厂。", "②改造管网。"], id="circled"),
        pytest.param(
            "供水。新建水厂。改造管网；延伸泵站。", ["新建水厂。", "改造管网；延伸泵站。"], id="sentences"
        ),
        pytest.param(
            "供水\n（1）新建水厂。\n（2）改造管网。", ["（1）新建水厂。", "（2）改造管网。"], id="paragraphs"
        ),
    ],
)
def test_measures(text: str, expected: list[str]) -> None:
    assert list(split_measures(text, "供水")) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "一、任务",
                "（二）供水",
                f"新建水厂。{PROSE}",
                "（责任单位：市水利局、市财政局）",
                "专栏1 工程",
                "①水厂",
                PROSE,
                f"3. 改造管网。{PROSE}（市水利局负责）",
                "责任单位：市水利局",
                "列第一位的为牵头单位。",
            ]
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_any_order_of_lines_gives_tasks_inside_the_text(lines: list[str], flat: bool) -> None:
    document = Document("\n".join(lines), flat=flat) if lines else Document()
    tasks = document.tasks()
    for task in tasks.tasks:
        assert 0 <= task.source.start < task.source.end <= len(document.text)
        assert task.title
        assert task.title in task.text or len(task.section) > 0


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        pytest.param(
            f"{PROSE}（市水利局负责，2024年12月底前完成）",
            "2024年12月底前",
            id="behind the verb in a bracket",
        ),
        pytest.param(
            f"{PROSE}由市水利局牵头，市财政局配合，2025年汛前完成。", "2025年汛前", id="before the floods"
        ),
        pytest.param(
            f"{PROSE}（市水利局、市财政局按职责分工负责，长期坚持）", "长期坚持", id="without a year"
        ),
        pytest.param(
            f"{PROSE}（2023年10月底前完成。责任单位：市水利局）", "2023年10月底前", id="before the label"
        ),
        pytest.param(
            f"2022年底前完成勘察。{PROSE}（责任单位：市水利局；完成时限：2024年底）",
            "2024年底",
            id="a label before a date in the text",
        ),
    ],
)
def test_deadlines_beside_units(text: str, deadline: str) -> None:
    (task, *_) = Document(f"二、主要任务\n（一）新建水厂。{text}\n（二）改造管网。{PROSE}").tasks().tasks
    assert task.deadline == deadline


def test_years_of_a_project_are_its_deadline() -> None:
    rows = [
        ["序号", "项目名称", "建设内容", "建设年限", "责任单位"],
        ["1", "骨干水厂", PROSE, "2022—2024", "市水利局"],
    ]
    assert Document(rows).tasks().tasks[0].deadline == "2022—2024"


def test_titles_that_lost_their_bold_type_stand_on_lines_of_their_own() -> None:
    tasks = Document(
        f"二、主要任务\n第一节 水厂\n水源建设\n{PROSE}\n管网建设\n{PROSE}\n{PROSE}\n（市水利局负责）"
    ).tasks()
    assert register(tasks) == [("水源建设", ""), ("管网建设", "市水利局*")]
    assert tasks.tasks[0].text == f"水源建设。{PROSE}"


def test_one_such_line_alone_titles_nothing() -> None:
    tasks = Document(f"二、主要任务\n第一节 水厂\n水源建设\n{PROSE}").tasks()
    assert [task.title for task in tasks.tasks] == ["水厂"]


def test_circled_items_of_a_box_are_tasks_of_their_own() -> None:
    tasks = Document(
        f"二、主要任务\n第一节 水厂\n{PROSE}\n专栏1 水利工程\n①水源行动。{PROSE}②管网行动。到2025年，{PROSE}\n第二节 防洪\n{PROSE}"
    ).tasks()
    assert [task.title for task in tasks.tasks] == ["水厂", "水源行动", "管网行动", "防洪"]
    assert [task.deadline for task in tasks.tasks] == [None, None, "到2025年", None]


def test_units_below_the_last_item_of_each_list_are_for_all_its_items() -> None:
    tasks = Document(
        f"一、水厂\n1.水源。{PROSE}\n2.水质。{PROSE}\n责任单位：市水利局\n二、防洪\n1.堤防。{PROSE}\n2.河道。{PROSE}\n责任单位：市应急局"
    ).tasks()
    assert register(tasks) == [
        ("水源", "市水利局*?"),
        ("水质", "市水利局*"),
        ("堤防", "市应急局*?"),
        ("河道", "市应急局*"),
    ]


def test_but_not_where_items_name_their_own() -> None:
    tasks = Document(
        f"一、水厂\n1.水源。{PROSE}\n2.水质。{PROSE}\n责任单位：市水利局\n二、防洪\n1.堤防。{PROSE}\n责任单位：市财政局\n2.河道。{PROSE}\n责任单位：市应急局"
    ).tasks()
    assert register(tasks)[0] == ("水源", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("二、主要任务\n1.\n2.\n3.", id="numbers without words"),
        pytest.param(
            "一、行动目标\n水网更加完善，供水更有保障，群众用上放心水，防洪能力明显提高。",
            id="targets of an action",
        ),
        pytest.param("第一条 本措施自2024年1月1日起施行，有效期3年。", id="when it comes into force"),
    ],
)
def test_no_tasks(text: str) -> None:
    assert register(Document(text).tasks()) == []


def test_a_number_on_a_line_of_its_own_belongs_to_the_text_below() -> None:
    tasks = Document(f"二、主要任务\n1.\n新建水厂。{PROSE}\n2.\n改造管网。{PROSE}").tasks()
    assert [(task.number, task.title) for task in tasks.tasks] == [("1.", "新建水厂"), ("2.", "改造管网")]


def test_problems_counted_by_a_word_are_tasks_with_their_fields() -> None:
    document = Document(
        "一、整改任务\n问题一：部分设施运行不正常，抽查的12座中有5座停运。\n整改措施：1.开展排查。2.落实经费。\n"
        "牵头单位：县住房和城乡建设局\n配合单位：县财政局\n责任人：陈某某\n整改时限：2024年12月底前\n"
        "问题二：扬尘管控不力，群众反映强烈。\n整改措施：开展专项执法。\n"
        "牵头单位：县农业农村局\n整改时限：立行立改，长期坚持"
    )
    assert register(document.tasks()) == [
        ("部分设施运行不正常，抽查的12座中有5座停运", "县住房和城乡建设局* 县财政局"),
        ("扬尘管控不力，群众反映强烈", "县农业农村局*"),
    ]
    first, second = document.tasks().tasks
    assert (first.number, first.deadline) == ("问题一：", "2024年12月底前")
    assert second.deadline == "立行立改，长期坚持"


def test_an_item_titled_by_a_unit_says_what_the_unit_does() -> None:
    document = Document(
        "三、职责分工\n（一）市财政局：负责落实补助资金。\n（二）市公安局：配合开展联合检查。\n（三）示范建设：负责人要到位。"
    )
    assert register(document.tasks()) == [
        ("负责落实补助资金", "市财政局*"),
        ("配合开展联合检查", "市公安局"),
        ("示范建设", ""),
    ]


def test_fields_of_persons_beside_units_belong_to_the_titled_paragraph_above() -> None:
    document = Document(
        "一、抓好“三清”\n清河道。对6条河沟开展清淤，打捞漂浮物。\n责任领导：李某某；责任科室：镇农业服务中心；完成时限：2024年5月底前\n"
        "清垃圾。清理房前屋后的积存垃圾。\n责任领导：王某某；责任科室：镇城乡建设办公室；完成时限：全年"
    )
    assert register(document.tasks()) == [("清河道", "镇农业服务中心*"), ("清垃圾", "镇城乡建设办公室*")]
    assert [task.deadline for task in document.tasks().tasks] == ["2024年5月底前", "全年"]


def test_tasks_below_headings_that_name_units_are_theirs() -> None:
    document = Document(
        "一、县委宣传部（县文明办）\n1. 统筹协调创建工作，每月调度一次。\n二、县城市管理局\n1. 整治占道经营、乱贴乱画。\n2. 更新环卫设施。（县财政局负责）\n"
        "三、青禾县公安局交通警察大队\n1. 治理机动车乱停乱放。\n四、工作要求\n1. 按月报送进展。"
    )
    assert register(document.tasks()) == [
        ("统筹协调创建工作，每月调度一次", "县委宣传部（县文明办）*"),
        ("整治占道经营、乱贴乱画", "县城市管理局*"),
        ("更新环卫设施", "县财政局*"),
        ("治理机动车乱停乱放", "青禾县公安局交通警察大队*"),
        ("按月报送进展", ""),
    ]


def test_one_heading_that_is_a_unit_gives_nobody_its_tasks() -> None:
    document = Document(
        "一、县人民医院\n1. 扩建门诊楼。\n二、改善环境\n1. 更新病床。\n三、提升能力\n1. 培训医师。"
    )
    assert {units for _, units in register(document.tasks())} == {""}


def test_plain_text_below_the_targets_is_no_task() -> None:
    document = Document(
        "一、目标任务\n机收损失率控制在3%以内。\n二、工作举措\n（一）培训机手\n培训机手600人次。"
    )
    assert register(document.tasks()) == [("培训机手", "")]


def test_fields_behind_bullets_name_units() -> None:
    document = Document(
        "一、重点行动\n行动一：绿色改造\n开展节能诊断。\n•牵头单位： 市机关事务管理局\n•配合单位： 市财政局\n•完成时限： 2026年6月"
    )
    assert register(document.tasks()) == [("绿色改造", "市机关事务管理局* 市财政局")]
    assert document.tasks().tasks[0].deadline == "2026年6月"


def test_blocks_of_fields_are_tasks_called_by_their_names() -> None:
    document = Document(
        "云陵市重点事项清单\n事项名称：企业开办一件事\n工作内容：整合6个环节，实现半日办结。\n牵头单位：市行政审批局\n完成时限：2024年6月底\n"
        "事项名称：教育入学一件事\n工作内容：线上报名、自动核验。\n牵头单位：市教育局\n配合单位：各中小学\n完成时限：2024年5月底"
    )
    assert register(document.tasks()) == [
        ("企业开办一件事", "市行政审批局*"),
        ("教育入学一件事", "市教育局* 各中小学"),
    ]
    assert [task.deadline for task in document.tasks().tasks] == ["2024年6月底", "2024年5月底"]


def test_a_deadline_in_square_brackets_ends_with_them() -> None:
    document = Document("一、提升能力\n1. 改造卫生室：改造80所。〔责任单位：县财政局〕〔完成时限：2024年底〕")
    assert [task.deadline for task in document.tasks().tasks] == ["2024年底"]


def test_a_deadline_below_the_last_item_is_for_all_its_items_as_the_units_are() -> None:
    item = "整改措施：\n1. 修订管理办法。\n2. 开展专项检查。\n责任股室：{}\n整改时限：{}\n"
    document = Document(
        "（一）政策落实不到位\n"
        + item.format("基础教育股", "2024年6月底前")
        + "（二）资源不足\n"
        + item.format("计划财务股", "长期坚持")
    )
    assert [task.deadline for task in document.tasks().tasks] == ["2024年6月底前"] * 2 + ["长期坚持"] * 2
