from __future__ import annotations

import pytest

from ingest.front_matter.find_region import find_region, place_path
from ingest.plan import Level


@pytest.mark.parametrize(
    ("title", "issuer", "path", "level"),
    [
        pytest.param("云陵省“十四五”水利规划", None, ("云陵省",), Level.PROVINCE, id="province"),
        pytest.param("云陵市市场监管规划", None, ("云陵市",), Level.CITY, id="市 before 市场"),
        pytest.param(
            "云陵市青禾县养老规划", None, ("云陵市", "青禾县"), Level.COUNTY, id="county below a city"
        ),
        pytest.param(
            "临溪区工作责任清单",
            "云陵市临溪区人民政府办公室",
            ("云陵市", "临溪区"),
            Level.COUNTY,
            id="issuer gives the city",
        ),
        pytest.param(
            "“十四五”水利规划",
            "云陵省水利厅",
            ("云陵省",),
            Level.PROVINCE,
            id="only the issuer names a place",
        ),
        pytest.param("云陵市市政府关于交通的意见", None, ("云陵市",), Level.CITY, id="市政府"),
        pytest.param("云陵市民政局养老规划", None, ("云陵市",), Level.CITY, id="市民政局"),
        pytest.param("青禾自治县教育规划", None, ("青禾自治县",), Level.COUNTY, id="autonomous county"),
        pytest.param(
            "云陵自治州青禾市教育规划",
            None,
            ("云陵自治州", "青禾市"),
            Level.COUNTY,
            id="a city below a prefecture",
        ),
        pytest.param("国务院关于水利的意见", "国务院", ("全国",), Level.NATIONAL, id="the whole country"),
        pytest.param("“十四五”水利规划", "水利部", ("全国",), Level.NATIONAL, id="a ministry"),
        pytest.param(
            "重庆市水利规划", None, ("重庆市",), Level.PROVINCE, id="a municipality ranks as a province"
        ),
        pytest.param(
            "青禾县贯彻落实省级督察反馈意见整改方案",
            None,
            ("青禾县",),
            Level.COUNTY,
            id="what it carries out",
        ),
        pytest.param(
            "青禾县贯彻落实省生态环境督察意见整改方案",
            None,
            ("青禾县",),
            Level.COUNTY,
            id="the province's views",
        ),
        pytest.param(
            "第十二师云陵市营商环境方案", None, ("云陵市",), Level.CITY, id="a division and its city"
        ),
        pytest.param(
            "2024年青禾县政府工作报告任务分解方案", None, ("青禾县",), Level.COUNTY, id="the year first"
        ),
        pytest.param("我市水利规划", None, (), Level.UNKNOWN, id="我市 is no name"),
        pytest.param("水利发展规划", None, (), Level.UNKNOWN, id="no place"),
    ],
)
def test_regions(title: str, issuer: str | None, path: tuple[str, ...], level: Level) -> None:
    region = find_region([title], [issuer] if issuer else [], [])
    assert (region.path, region.level) == (path, level)
    assert region.name == (path[-1] if path else "")


def test_the_place_above_is_found_near_the_head() -> None:
    region = find_region(["青禾县水利规划"], [], ["根据云陵市青禾县第三次党代会的部署，编制本规划。"])
    assert region.path == ("云陵市", "青禾县")


@pytest.mark.parametrize(
    ("title", "path"),
    [
        pytest.param("云陵市质量强市重点任务分工", ("云陵市",), id="a strong city"),
        pytest.param("青禾县知识产权强县建设方案", ("青禾县",), id="a strong county"),
        pytest.param("云陵市临溪区生态文明示范区建设规划", ("云陵市", "临溪区"), id="a model area"),
        pytest.param("云陵市海绵城市建设规划", ("云陵市",), id="a kind of city"),
        pytest.param("云陵市城市更新规划", ("云陵市",), id="the city"),
        pytest.param("云陵市都市圈发展规划", ("云陵市",), id="metropolis"),
        pytest.param("云陵市历史文化街区保护规划", ("云陵市",), id="a quarter"),
        pytest.param("云陵市主城区内涝治理方案", ("云陵市",), id="the inner city"),
        pytest.param("云陵市盐城市水利规划", ("云陵市", "盐城市"), id="a city whose name ends in 城"),
        pytest.param("云陵市城区水利规划", ("云陵市", "城区"), id="a district that is called 城区"),
        pytest.param("云陵市高新区水利规划", ("云陵市", "高新区"), id="high-tech zone"),
        pytest.param("智慧城市发展规划", (), id="no place at all"),
    ],
)
def test_aims_and_areas_are_no_places(title: str, path: tuple[str, ...]) -> None:
    assert place_path(title) == path
