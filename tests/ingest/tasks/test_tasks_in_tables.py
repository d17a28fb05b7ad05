"""Tasks that stand in tables, whole or flattened to lines."""

from tests.ingest.outlines import Document
from tests.ingest.tasks.registers import PROSE, register, units_of

HEAD = "事项\n主要任务\n责任单位\n配合单位\n"


def test_flattened_list_gives_units_in_document_order() -> None:
    document = Document(
        HEAD
        + f"一、保障供水\n（一）建设水厂\n新建水厂。{PROSE}\n区水利局\n区财政局\n各镇街人民政府（办事处）\n改造管网。{PROSE}\n区住房城乡建委\n"
        f"（一）建设水厂\n强化检测。{PROSE}\n区供水工作领导\n小组成员单位\n区卫生健康委",
        flat=True,
    )
    assert register(document.tasks()) == [
        ("新建水厂", "区水利局*? 区财政局? 各镇街人民政府（办事处）?"),
        ("改造管网", "区住房城乡建委*?"),
        ("强化检测", "区供水工作领导小组成员单位*? 区卫生健康委?"),
    ]
    assert {task.section for task in document.tasks().tasks} == {("一、保障供水", "（一）建设水厂")}


def test_flattened_list_with_one_column_of_units_states_them() -> None:
    document = Document(
        "序号\n主要任务\n责任单位\n1\n"
        + f"新建水厂。{PROSE}\n区水利局\n区财政局\n2\n改造管网。{PROSE}\n区水利局",
        flat=True,
    )
    assert register(document.tasks()) == [("新建水厂", "区水利局* 区财政局*"), ("改造管网", "区水利局*")]
    assert [task.number for task in document.tasks().tasks] == ["1", "2"]


def test_flattened_list_with_a_column_of_names() -> None:
    document = Document(
        f"序号\n重点任务\n具体措施\n牵头单位\n责任单位\n完成时限\n1\n新建水厂\n{PROSE}\n区水利局\n区财政局\n2024年6月底\n2\n改造管网\n{PROSE}\n"
        "区住房城乡建委\n长期",
        flat=True,
    )
    tasks = document.tasks()
    assert register(tasks) == [("新建水厂", "区水利局*? 区财政局?"), ("改造管网", "区住房城乡建委*?")]
    assert [task.deadline for task in tasks.tasks] == ["2024年6月底", "长期"]


def test_lead_and_responsible_on_lines_of_their_own() -> None:
    """Both labels are the document's own words: that the second takes part beside the lead is stated."""
    document = Document(
        f"一、任务\n（一）新建水厂\n{PROSE}\n牵头单位：县水利局\n责任单位：县财政局\n完成时限：2024年底\n（二）改造管网\n{PROSE}"
    )
    first = document.tasks().tasks[0]
    assert (units_of(first), first.deadline) == ("县水利局* 县财政局", "2024年底")


def test_list_that_breaks_off_is_said_to() -> None:
    tasks = Document(
        HEAD + f"新建水厂。{PROSE}\n区水利局\n改造管网。{PROSE}\n区水利局\n强化检测。{PROSE}", flat=True
    ).tasks()
    assert register(tasks)[-1] == ("强化检测", "")
    assert [warning.code for warning in tasks.warnings] == ["truncated", "units_inferred"]


def test_table_with_merged_units() -> None:
    document = Document(
        "二、任务分工",
        [
            ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
            ["一、保障供水", "<", "<", "<", "<"],
            ["1", f"新建水厂。{PROSE}", "县水利局", "县财政局、县发展改革局", "2024年底"],
            ["2", "改造管网", "^", "各乡镇人民政府", "2025年6月底"],
            ["二、防治水害", "<", "<", "<", "<"],
            ["3", "加固堤防", "县应急管理局\n县水利局", "—", "长期"],
        ],
    )
    tasks = document.tasks()
    assert register(tasks) == [
        ("新建水厂", "县水利局* 县财政局 县发展改革局"),
        ("改造管网", "县水利局* 各乡镇人民政府"),
        ("加固堤防", "县应急管理局* 县水利局*"),
    ]
    assert [task.deadline for task in tasks.tasks] == ["2024年底", "2025年6月底", "长期"]
    cells = [task.deadline_source for task in tasks.tasks]
    assert [document.text[cell.start : cell.end] for cell in cells if cell] == [
        "2024年底",
        "2025年6月底",
        "长期",
    ]
    assert [task.section for task in tasks.tasks] == [
        ("二、任务分工", "一、保障供水"),
        ("二、任务分工", "一、保障供水"),
        ("二、任务分工", "二、防治水害"),
    ]
    assert [section.title for section in tasks.sections] == ["保障供水", "防治水害"]


def test_table_with_leading_people_and_a_column_beside_the_lead() -> None:
    """A person leads as said, merged over rows; 责任单位 beside 牵头单位 take part, and the document says so."""
    document = Document(
        [
            ["序号", "任务类别", "重点任务", "目标要求", "牵头领导", "牵头单位", "责任单位", "完成时限"],
            [
                "1",
                "供水保障",
                "新建水厂",
                "水厂2座",
                "方明远",
                "县水利局",
                "县财政局、各乡镇政府",
                "2024年6月底",
            ],
            ["2", "^", "改造管网", "管网30公里", "^", "县住房城乡建设局", "县财政局", "2024年底"],
        ]
    )
    found = document.tasks()
    assert register(found) == [
        ("新建水厂", "县水利局* 县财政局 各乡镇政府"),
        ("改造管网", "县住房城乡建设局* 县财政局"),
    ]
    assert [task.measures for task in found.tasks] == [
        ("目标要求：水厂2座", "牵头领导：方明远"),
        ("目标要求：管网30公里", "牵头领导：方明远"),
    ]
    assert found.tasks[0].units_text == "牵头单位：县水利局；责任单位：县财政局、各乡镇政府"
    assert found.tasks[1].source.start >= found.tasks[0].source.end, (
        "a merged cell above is not the row's place"
    )
    assert [(section.number, section.title) for section in found.sections] == [("", "供水保障")]


def test_a_rule_in_the_notes_column_tells_the_lead() -> None:
    rows = [
        ["序号", "主要任务", "责任单位", "备注"],
        ["1", "新建水厂", "县水利局\n县大数据局\n各通信运营商", "列第一位的为牵头单位"],
        ["2", "改造管网", "县住房城乡建设局、县财政局", "同上"],
    ]
    assert register(Document(rows).tasks()) == [
        ("新建水厂", "县水利局* 县大数据局 各通信运营商"),
        ("改造管网", "县住房城乡建设局* 县财政局"),
    ]


def test_the_number_of_a_task_in_its_own_cell() -> None:
    rows = [
        ["工作目标", "具体任务", "牵头部门"],
        ["保障供水", "1.新建水厂2座", "县水利局"],
        ["^", "2.改造管网", "县住建局"],
    ]
    found = Document(rows).tasks().tasks
    assert [(task.number, task.title, task.measures) for task in found] == [
        ("1.", "新建水厂2座", ("工作目标：保障供水",)),
        ("2.", "改造管网", ("工作目标：保障供水",)),
    ]


def test_labels_behind_the_last_sentence_leave_no_stop_of_their_own() -> None:
    document = Document(
        f"一、任务\n（一）新建水厂。{PROSE}责任单位：县水利局；配合单位：县财政局。\n（二）改造管网。{PROSE}"
    )
    first = document.tasks().tasks[0]
    assert (units_of(first), first.text.endswith("放心水。"), first.measures[-1][-1]) == (
        "县水利局* 县财政局",
        True,
        "。",
    )
    assert "。。" not in first.text


def test_a_row_of_sums_is_no_task() -> None:
    rows = [
        ["序号", "项目名称", "总投资", "责任单位"],
        ["1", "水厂扩建", "3", "县水利局"],
        ["合计", "<", "3", ""],
    ]
    assert register(Document(rows).tasks()) == [("水厂扩建", "县水利局*")]


def test_table_that_runs_over_a_page_keeps_its_header() -> None:
    header = ["序号", "任务内容", "责任单位"]
    document = Document([header, ["1", "新建水厂", "县水利局"]], [["2", "改造管网", "县住房城乡建设局"]])
    assert register(document.tasks()) == [("新建水厂", "县水利局*"), ("改造管网", "县住房城乡建设局*")]


def test_column_for_both_kinds_of_units() -> None:
    rows = [
        ["任务内容", "责任单位及配合单位"],
        ["新建水厂", "牵头单位：县水利局\n配合单位：县财政局"],
        ["改造管网", "县水利局、县财政局"],
    ]
    assert register(Document(rows).tasks()) == [
        ("新建水厂", "县水利局* 县财政局"),
        ("改造管网", "县水利局*? 县财政局?"),
    ]


def test_table_of_indicators_is_no_register() -> None:
    assert (
        Document([["类别", "指标", "单位", "2025年"], ["供水", "供水能力", "万吨", "9"]]).tasks().tasks == ()
    )


def test_a_column_of_names_titles_the_task() -> None:
    rows = [
        ["序号", "领域", "数据集名称", "简要描述", "责任单位"],
        ["1", "水利", "水情数据集", PROSE, "省水利厅"],
    ]
    (task,) = Document(rows).tasks().tasks
    assert (task.title, task.section, task.text) == ("水情数据集", ("水利",), f"水情数据集\n{PROSE}")


def test_a_heading_over_the_first_rows_is_no_second_header() -> None:
    rows = [
        ["序号", "重点任务", "责任单位"],
        ["一、供水提质行动", "<", "<"],
        ["1", f"新建水厂。{PROSE}", "市水利局"],
    ]
    (task,) = Document(rows).tasks().tasks
    assert (task.section, task.title) == (("一、供水提质行动",), "新建水厂")


def test_lines_of_names_go_on_with_the_line_of_units_above() -> None:
    tasks = Document(
        f"二、主要任务\n（一）新建水厂。{PROSE}\n牵头单位：市水利局\n配合单位：市财政局\n市应急管理局\n各县区政府\n完成时限：长期\n（二）改造管网。{PROSE}"
    ).tasks()
    assert units_of(tasks.tasks[0]) == "市水利局* 市财政局 市应急管理局 各县区政府"
    assert tasks.tasks[0].deadline == "长期"


def test_levels_below_the_heading_of_the_units_hold_units() -> None:
    document = Document(
        [
            ["序号", "具体举措", "责任单位", "责任单位", "完成时限"],
            ["序号", "具体举措", "市级", "县级", "完成时限"],
            ["1", "改造老旧管网", "市水利局", "各县（市、区）人民政府", "2025年10月"],
        ]
    )
    assert register(document.tasks()) == [("改造老旧管网", "市水利局* 各县（市、区）人民政府*")]


def test_who_oversees_a_task_is_no_unit_of_it() -> None:
    document = Document(
        [
            ["序号", "项目名称", "责任分工", "责任分工", "责任分工"],
            ["序号", "项目名称", "牵头单位", "责任单位", "督办单位"],
            ["1", "石门大桥改建", "县交通运输局", "城关镇人民政府", "县委督查室"],
            ["合计", "", "", "", ""],
        ]
    )
    assert register(document.tasks()) == [("石门大桥改建", "县交通运输局* 城关镇人民政府")]


def test_stages_below_a_heading_of_progress_are_no_deadline() -> None:
    document = Document(
        [
            ["重点任务", "牵头单位", "进度安排", "进度安排", "完成时间"],
            ["重点任务", "牵头单位", "上半年", "下半年", "完成时间"],
            ["新建基站80个", "区经济信息委", "完成40个", "完成80个", "2024年12月"],
            ["推进长效管护", "区水利局", "每季度巡查", "全部整改", "长期"],
        ]
    )
    first, second = document.tasks().tasks
    assert (first.deadline, second.deadline) == ("2024年12月", "每季度巡查；长期")
    assert "上半年：完成40个" in first.text
