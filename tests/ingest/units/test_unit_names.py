import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.units.unit_names import (
    UnitMatch,
    former_names_of,
    is_collective,
    is_unit_name,
    matches,
    names_of_body,
    unit_parts,
)


@pytest.mark.parametrize(
    ("name", "place", "level", "body"),
    [
        pytest.param("区市场监管局", "", "区", "市场监管局", id="bare level"),
        pytest.param("市场监管局", "", "", "市场监管局", id="市场 is no level"),
        pytest.param("市市场监管局", "", "市", "市场监管局", id="level before 市场"),
        pytest.param("省城市管理局", "", "省", "城市管理局", id="城市 is no place"),
        pytest.param("云陵市财政局", "云陵市", "市", "财政局", id="place"),
        pytest.param("江岚省云陵市财政局", "江岚省云陵市", "市", "财政局", id="two places"),
        pytest.param("自治区财政厅", "", "自治区", "财政厅", id="autonomous region"),
        pytest.param("国家市场监管总局", "", "国家", "市场监管总局", id="national"),
        pytest.param("市政府法制办", "", "市", "法制办", id="政府 before a body"),
        pytest.param("市政府办公室", "", "市", "政府办公室", id="the government's own office"),
        pytest.param("人行云陵中支", "云陵", "", "人民银行", id="bank branch"),
        pytest.param("云陵银监分局", "云陵", "", "银监分局", id="place without its level"),
        pytest.param("区级有关部门", "", "", "区级有关部门", id="区级 is no prefix"),
    ],
)
def test_names_are_taken_apart(name: str, place: str, level: str, body: str) -> None:
    parts = unit_parts(name)
    assert (parts.place, parts.level, parts.body) == (place, level, body)


@pytest.mark.parametrize(
    ("asked", "printed", "region", "expected"),
    [
        pytest.param("区财政局", "区财政局", (), UnitMatch.SAME, id="same words"),
        pytest.param("区 财政局", "区财政局", (), UnitMatch.SAME, id="blank"),
        pytest.param("市场监管局", "区市场监管局", (), UnitMatch.RELATIVE, id="level left out"),
        pytest.param("发改委", "区发展改革委", (), UnitMatch.RELATIVE, id="short name"),
        pytest.param("区发改委", "区发展和改革委员会", (), UnitMatch.ALIAS, id="short against full"),
        pytest.param("农委", "区农业农村委", (), UnitMatch.RELATIVE, id="农委"),
        pytest.param("编办", "市编办", (), UnitMatch.RELATIVE, id="编办"),
        pytest.param("人行", "人行云陵中支", (), UnitMatch.RELATIVE, id="bank branch"),
        pytest.param("工商局", "区市场监管局", (), UnitMatch.FORMER, id="reorganised"),
        pytest.param("市场监管局", "市工商行政管理局", (), UnitMatch.FORMER, id="reorganised, the other way"),
        pytest.param("市法制办", "市政府法制办", (), UnitMatch.ALIAS, id="two names of one former body"),
        pytest.param("工商局", "市质监局", (), None, id="two former bodies that were merged"),
        pytest.param("区财政局", "市财政局", (), None, id="another level"),
        pytest.param("财政局", "区审计局", (), None, id="another body"),
        pytest.param("临溪区财政局", "区财政局", ("云陵市", "临溪区"), UnitMatch.ALIAS, id="own region"),
        pytest.param("青禾区财政局", "区财政局", ("云陵市", "临溪区"), None, id="another region"),
        pytest.param("云陵市财政局", "市财政局", ("云陵市", "临溪区"), UnitMatch.ALIAS, id="the city above"),
        pytest.param("区政府", "各镇街人民政府（办事处）", (), None, id="collective is not one"),
    ],
)
def test_asked_names_meet_printed_ones(
    asked: str, printed: str, region: tuple[str, ...], expected: UnitMatch | None
) -> None:
    assert matches(asked, printed, region) is expected


def test_names_of_a_body_and_its_former_ones() -> None:
    assert {"农委", "农业农村局"} <= set(names_of_body("农业农村委"))
    assert {"工商局", "质监局"} <= set(former_names_of("市场监督管理局"))
    assert names_of_body("云溪研究所") == ("云溪研究所",)


@pytest.mark.parametrize(
    "name", ["区级有关部门", "各镇街人民政府（办事处）", "区质量工作领导小组成员单位", "市直各相关部门"]
)
def test_collective_names(name: str) -> None:
    assert is_collective(name)
    assert is_unit_name(name)


@pytest.mark.parametrize("text", ["完善制度。", "市场主体总量", "含提名奖", "", "局"])
def test_other_words_are_no_unit_names(text: str) -> None:
    assert not is_unit_name(text)


@given(
    st.text(alphabet="省市区县国家各财政局委员会办公室（）、 市场监管abc", max_size=30), st.text(max_size=20)
)
def test_names_never_fail(name: str, other: str) -> None:
    assert matches(name, name) is UnitMatch.SAME
    matches(name, other)
    is_unit_name(other)
