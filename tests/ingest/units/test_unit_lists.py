import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.units.unit_lists import split_units


@pytest.mark.parametrize(
    ("text", "names", "is_open"),
    [
        pytest.param("市编办、市发展改革委", ["市编办", "市发展改革委"], False, id="、"),
        pytest.param(
            "各县区政府，市商务局、市财政局", ["各县区政府", "市商务局", "市财政局"], False, id="comma"
        ),
        pytest.param("市商务局、市财政局等相关部门", ["市商务局", "市财政局"], True, id="open end"),
        pytest.param("省商务厅、省财政厅等省直有关部门", ["省商务厅", "省财政厅"], True, id="等省直有关部门"),
        pytest.param(
            "各市、州安委会，省安委办", ["各市、州安委会", "省安委办"], False, id="a body of several places"
        ),
        pytest.param("各县区、市财政局", ["各县区", "市财政局"], False, id="governments, then a unit"),
        pytest.param(
            "各乡镇、县直各部门", ["各乡镇", "县直各部门"], False, id="governments, then departments"
        ),
        pytest.param("临江县党委、政府", ["临江县党委、政府"], False, id="party and government"),
        pytest.param("市委、市政府", ["市委", "市政府"], False, id="two bodies of a city"),
        pytest.param("市工商联等有关单位", ["市工商联"], True, id="open end behind 联"),
        pytest.param("教育部、财政部等", ["教育部", "财政部"], True, id="等 alone"),
        pytest.param(
            "省科技厅、工业和信息化厅", ["省科技厅", "省工业和信息化厅"], False, id="level carried on"
        ),
        pytest.param(
            "国家发展改革委、能源局", ["国家发展改革委", "能源局"], False, id="国家 is not carried on"
        ),
        pytest.param("区水利局、公安分局", ["区水利局", "公安分局"], False, id="a branch is its city's"),
        pytest.param(
            "省水利厅，各市、州人民政府",
            ["省水利厅", "各市、州人民政府"],
            False,
            id="、 inside a collective name",
        ),
        pytest.param(
            "各省、自治区、直辖市人民政府，财政部",
            ["各省、自治区、直辖市人民政府", "财政部"],
            False,
            id="provinces",
        ),
        pytest.param(
            "各县区、市财政局", ["各县区", "市财政局"], False, id="a bureau behind a collective name"
        ),
        pytest.param(
            "海关总署等有关部门及各省级人民政府",
            ["海关总署", "各省级人民政府"],
            True,
            id="open inside the list",
        ),
        pytest.param(
            "省科技厅、云陵研究院", ["省科技厅", "云陵研究院"], False, id="not to names with a place"
        ),
        pytest.param("市财政局和市审计局", ["市财政局", "市审计局"], False, id="和 between names"),
        pytest.param("市工业和信息化局", ["市工业和信息化局"], False, id="和 inside a name"),
        pytest.param(
            "市司法局及市信用工作领导小组成员单位", ["市司法局", "市信用工作领导小组成员单位"], False, id="及"
        ),
        pytest.param("各镇街人民政府（办事处）", ["各镇街人民政府（办事处）"], False, id="brackets inside"),
        pytest.param(
            "区“双随机、一公开”监管联席会议成员单位",
            ["区“双随机、一公开”监管联席会议成员单位"],
            False,
            id="、 inside quotes",
        ),
        pytest.param(
            "区质量工作领导\n小组成员单位", ["区质量工作领导小组成员单位"], False, id="name over two lines"
        ),
        pytest.param("云陵市\n数据局", ["云陵市数据局"], False, id="place and body on two lines"),
        pytest.param("区税务局\n区财政局", ["区税务局", "区财政局"], False, id="a line each"),
        pytest.param("县卫生健康局\n团县委", ["县卫生健康局", "团县委"], False, id="short name on its line"),
        pytest.param("区公安局 区财政局", ["区公安局", "区财政局"], False, id="blanks between"),
        pytest.param("—", [], False, id="a dash names nobody"),
        pytest.param("区级有关部门", ["区级有关部门"], False, id="collective whole"),
    ],
)
def test_lists_are_split(text: str, names: list[str], is_open: bool) -> None:
    listed = split_units(text)
    assert [name.name for name in listed.names] == names
    assert listed.is_open is is_open


@given(st.text(alphabet="省市区局委办、，；等及和（）“” \n各有关部门财政审计", max_size=40))
def test_names_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for name in split_units(text).names:
        assert end <= name.start < name.end <= len(text)
        assert name.name.endswith("".join(text[name.start : name.end].split()))
        end = name.end
