"""Which document a question means by a part of its title."""

from __future__ import annotations

import pytest

from assistant.answering.understand_question import understand
from assistant.answering.understanding.recognise_titles import plans_titled, recognise_titles
from assistant.answering.vocabulary.catalogue import Catalogue
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder

_TITLES = {
    "port": ("全国", "关于促进综合保税区高水平开放高质量发展的若干意见"),
    "culture": ("江岚省", "江岚省文化和人工智能深度融合创新发展实施方案（2025—2027年）"),
    "industry": ("江岚省", "江岚省推进工业互联网与人工智能融合赋能行动方案"),
    "duties": ("云陵市", "云陵市市场监管“十四五”规划责任清单"),
}


@pytest.fixture(scope="module")
def shelf() -> Catalogue:
    plans = (PlanBuilder(plan_id, title, region).build() for plan_id, (region, title) in _TITLES.items())
    return Catalogue(MemoryLibrary(*plans))


@pytest.mark.parametrize(
    ("question", "places", "plans", "words"),
    [
        pytest.param(
            "综保区那个文件，税务总局的任务", (), ("port",), ("综保区那个文件",), id="a shortened name"
        ),
        pytest.param("工业互联网方案里有几个目标", (), ("industry",), ("工业互联网方案",), id="a part"),
        pytest.param(
            "文化和人工智能融合方案的文号",
            (),
            ("culture",),
            ("文化和人工智能融合方案",),
            id="words left out between",
        ),
        pytest.param(
            "人工智能方案由谁印发",
            (),
            ("culture", "industry"),
            ("人工智能方案",),
            id="two titles say it equally",
        ),
        pytest.param(
            "江岚人工智能方案",
            ("culture", "industry"),
            (),
            ("江岚人工智能方案",),
            id="all of the place say it",
        ),
        pytest.param(
            "江岚文化方案和工业互联网方案比较",
            ("culture", "industry"),
            ("culture", "industry"),
            ("江岚文化方案", "工业互联网方案"),
            id="two documents of one place",
        ),
        pytest.param(
            "云陵“十四五”清单", ("duties",), ("duties",), ("云陵十四五清单",), id="the only one of its place"
        ),
        pytest.param("“十四五”规划是哪一份", (), (), (), id="a period is no title"),
        pytest.param("电梯安全有什么措施", (), (), (), id="measures are no document"),
        pytest.param("编制知识产权规划由谁负责", (), (), (), id="a plan that the library does not have"),
    ],
)
def test_titles_said_in_part(
    shelf: Catalogue, question: str, places: tuple[str, ...], plans: tuple[str, ...], words: tuple[str, ...]
) -> None:
    assert recognise_titles(question, places, shelf) == (plans, words)


@pytest.mark.parametrize(
    ("name", "plans"),
    [
        pytest.param("综保区", ("port",), id="a name that looks like a district's and shortens a title"),
        pytest.param("临溪区", (), id="a district that no title names"),
    ],
)
def test_a_place_that_is_a_title(shelf: Catalogue, name: str, plans: tuple[str, ...]) -> None:
    assert plans_titled(name, shelf) == plans


@pytest.mark.parametrize(
    ("question", "above", "unknown"),
    [
        pytest.param(
            "云陵市市场监管规划的目标", ("云陵市",), (), id="a higher place in titles is not theirs"
        ),
        pytest.param("2025年大连的市场监管目标", (), ("大连",), id="a place without a plan behind a year"),
    ],
)
def test_places_that_have_no_plan(question: str, above: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    plans = (
        PlanBuilder(place, f"云陵市{place}市场监管“十四五”规划", place, path=("云陵市", place)).build()
        for place in ("临溪区", "青禾县")
    )
    understood = understand(question, (), Catalogue(MemoryLibrary(*plans)))
    assert (understood.places, understood.places_above, understood.unknown_places) == ((), above, unknown)
