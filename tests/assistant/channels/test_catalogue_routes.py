"""Plans, records, source, units and indicators over a real server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assistant.channels.conftest import Served
from tests.assistant.sample_plans import YUNLING_TEXT


def get(served: Served, path: str, **query: object) -> Any:
    response = served.client.get(path, params={key: str(value) for key, value in query.items()})
    assert response.status_code == 200, response.text
    return response.json()


def test_plans(served: Served) -> None:
    plans = get(served, "/v1/plans")["plans"]
    assert [plan["id"] for plan in plans] == ["yunling", "qinghe"]
    assert get(served, "/v1/plans/yunling") == plans[0]
    first = plans[0]
    assert (first["region"], first["level"], first["period"], first["status"]) == (
        "云陵市",
        "市",
        [2021, 2025],
        "in_force",
    )
    assert first["counts"]["tasks"] == 2


def test_records_have_the_public_shape(served: Served) -> None:
    records = get(served, "/v1/plans/yunling/records")
    assert set(records) == {"plan", "sections", "tasks", "indicators", "commitments", "boxes", "warnings"}
    fields = {
        "plan": "id title region level issuer document_number issued published period status based_on file sha256",
        "sections": "number title level path source",
        "tasks": "id section number title text measures units source",
        "indicators": "id table no category name unit values attribute text source",
        "commitments": "id section text what op value unit deadline source",
        "boxes": "no title source",
        "warnings": "code message source",
    }
    for name, wanted in fields.items():
        one = records[name] if name == "plan" else records[name][0]
        assert set(wanted.split()) <= set(one), name
    task = records["tasks"][0]
    assert task["units"][0] == {"name": "市市场监管局", "role": "responsible", "basis": "stated"}
    source = task["source"]
    assert set(source) == {"page", "start", "end"}
    assert YUNLING_TEXT[source["start"] : source["end"]] == task["text"]
    assert records["indicators"][1]["values"] == {"2020": "97.2", "2025": ">98"}


def test_source_of_a_citation(served: Served) -> None:
    words = "承诺一个工作日办结"
    start = YUNLING_TEXT.index(words)
    found = get(served, "/v1/plans/yunling/source", start=start, end=start + len(words), context=5)
    assert found["quote"] == words
    assert (
        found["before"] + found["quote"] + found["after"] == YUNLING_TEXT[start - 5 : start + len(words) + 5]
    )
    assert found["line"] == YUNLING_TEXT[:start].count("\n") + 1
    assert found["section"] == ["二、主要任务", "（一）改进登记服务"]
    assert (found["file"], found["page"]) == ("yunling.txt", None)
    assert get(served, "/v1/plans/qinghe/source", start=20, end=25)["page"] == 1


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        pytest.param("/v1/plans/nope", 404, "plan_not_found", id="unknown plan"),
        pytest.param("/v1/plans/nope/records", 404, "plan_not_found", id="records of an unknown plan"),
        pytest.param(
            "/v1/plans/nope/source?start=0&end=1", 404, "plan_not_found", id="source of an unknown plan"
        ),
        pytest.param("/v1/plans/yunling/source?start=5&end=4", 422, "place_unknown", id="end before start"),
        pytest.param(
            "/v1/plans/yunling/source?start=0&end=99999", 422, "place_unknown", id="behind the text"
        ),
        pytest.param("/v1/plans/yunling/source?start=-1&end=4", 422, "invalid_request", id="before the text"),
        pytest.param("/v1/plans/yunling/source?start=x", 422, "invalid_request", id="no number"),
        pytest.param("/v1/units?plan=nope", 404, "plan_not_found", id="units of an unknown plan"),
        pytest.param("/v1/nothing", 404, "not_found", id="no such address"),
    ],
)
def test_what_is_not_there(served: Served, path: str, status: int, code: str) -> None:
    response = served.client.get(path)
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code
    assert any("\u4e00" <= char <= "\u9fff" for char in error["message"])


def test_units(served: Served) -> None:
    units = get(served, "/v1/units")
    assert units["total"] == len(units["units"]) == 6
    assert {"name": "市大数据局", "plans": ["yunling"], "responsible": 1, "cooperating": 0} in units["units"]
    assert get(served, "/v1/units", region="青禾")["total"] == 2


@pytest.mark.parametrize(
    ("name", "query", "tasks"),
    [
        pytest.param("市市场监管局", {}, {"yunling:t1"}, id="as printed"),
        pytest.param("市场监管局", {}, {"yunling:t1", "qinghe:t1"}, id="without its level: every place's"),
        pytest.param("市场监管局", {"region": "青禾县"}, {"qinghe:t1"}, id="limited to a region"),
        pytest.param("县工信局", {}, {"qinghe:t1"}, id="an alias"),
        pytest.param("市税务局", {"role": "responsible"}, set(), id="not in that role"),
        pytest.param("水利局", {}, set(), id="no such unit"),
    ],
)
def test_tasks_of_a_unit(served: Served, name: str, query: dict[str, str], tasks: set[str]) -> None:
    found = get(served, f"/v1/units/{name}/tasks", **query)
    assert {entry["task"]["id"] for entry in found["tasks"]} == tasks
    assert found["total"] == len(found["tasks"])


def test_roles_of_a_unit_say_their_basis(served: Served) -> None:
    entry = get(served, "/v1/units/县市场监管局/tasks")["tasks"][0]
    assert (entry["role"], entry["basis"], entry["match"], entry["plan_id"]) == (
        "responsible",
        "inferred",
        "same",
        "qinghe",
    )


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        pytest.param({}, ["yunling:i1", "yunling:i2"], id="all"),
        pytest.param({"name": "主体总量"}, ["yunling:i1"], id="a part of the name"),
        pytest.param({"name": "主体总量", "region": "青禾县"}, [], id="another region's is not given"),
        pytest.param({"year": "2025年"}, ["yunling:i1", "yunling:i2"], id="a year that is printed"),
        pytest.param({"year": "2035"}, [], id="a year that is not"),
    ],
)
def test_indicators(served: Served, query: dict[str, str], ids: list[str]) -> None:
    found = get(served, "/v1/indicators", **query)
    assert [row["id"] for row in found["indicators"]] == ids
    assert all(row["region"] == "云陵市" for row in found["indicators"])


def test_health(served: Served) -> None:
    assert get(served, "/healthz") == {"status": "ok"}
    assert get(served, "/readyz") == {"status": "ready", "plans": 2}


def test_metrics_count_by_route(served: Served) -> None:
    served.client.get("/v1/plans/yunling")
    text = served.client.get("/metrics").text
    assert 'plan_assistant_requests_total{method="GET",route="/v1/plans/{plan_id}",status="200"}' in text
    assert "yunling" not in text
    assert "plan_assistant_plans 2.0" in text


def test_metrics_tell_what_was_answered(served: Served) -> None:
    answer = served.client.post("/v1/ask", json={"question": "谁牵头？"}).json()
    served.client.post("/v1/ask", json={"question": "没有的事？"})
    served.client.post("/v1/feedback", json={"answer_id": answer["id"], "rating": "up"})
    text = served.client.get("/metrics").text
    for line in (
        'plan_assistant_answers{status="answered"} 1.0',
        'plan_assistant_answers{status="not_found"} 1.0',
        'plan_assistant_ratings{rating="up"} 1.0',
    ):
        assert line in text
