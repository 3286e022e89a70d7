"""What doubles of REST APIs are made of: operations, shapes of requests, forms, and what is kept in a folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.doubles.kit import Api, Asked, Clock, Keeper, Operation, RefusedError, Reply, Request, Switches
from local.doubles.kit.form import fields
from local.doubles.kit.shape import ListOf, Number, OneOf, Text, check

SHAPE = {
    "name": Text(5),
    "code?": Text(2, "[A-Z]+"),
    "much?": Number(0.5, 10, 1),
    "kind?": OneOf(frozenset({"a", "b"})),
    "some?": ListOf({"on": bool}),
}


@pytest.mark.parametrize(
    "value",
    [
        {"name": "é" * 5},
        {"name": "a\nb"},
        {"name": "a", "code": "AB", "much": 0.5, "kind": "b", "some": [{"on": False}]},
        {"name": "a", "much": 10},
        {"name": "a", "much": 1e0},
    ],
)
def test_what_has_the_shape_passes(value: Any) -> None:
    check(value, SHAPE)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([], "body"),
        ({}, "body lacks name"),
        ({"name": "a", "x": 1}, "body has no x"),
        ({"name": " "}, "body.name"),
        ({"name": "abcdef"}, "body.name"),
        ({"name": None}, "body.name"),
        ({"name": "a", "code": "ab"}, "body.code"),
        ({"name": "a", "much": 0.55}, "body.much"),
        ({"name": "a", "much": 10.1}, "body.much"),
        ({"name": "a", "much": float("nan")}, "body.much"),
        ({"name": "a", "much": "1"}, "body.much"),
        ({"name": "a", "much": True}, "body.much"),
        ({"name": "a", "kind": "c"}, "body.kind"),
        ({"name": "a", "kind": []}, "body.kind"),
        ({"name": "a", "some": []}, "body.some"),
        ({"name": "a", "some": [{"on": True}, {"on": 1}]}, "body.some[1].on"),
    ],
)
def test_what_has_not_is_refused_with_its_place(value: Any, where: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check(value, SHAPE)
    assert (refused.value.status, refused.value.message.startswith(where)) == (400, True)


def refuse(refused: RefusedError) -> Reply:
    return Reply(refused.status, refused.message.encode())


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest.fixture
def api(kept: list[str]) -> Api:
    def keep(asked: Asked) -> Reply:
        kept.append(asked.parts[0] + asked.query.get("more", ""))
        return Reply(201, b"kept")

    def show(_asked: Asked) -> Reply:
        raise RefusedError(409, "Not now.")

    def guard(request: Request) -> None:
        if "key" not in request.headers:
            raise RefusedError(401, "Who is it?")

    operations = (
        Operation("keep", "PUT", "/things/{}", keep, frozenset({"more"}), changes=True),
        Operation("show", "GET", "/things/{}", show),
    )
    return Api(operations, guard, refuse, Switches(), Clock(), lambda: kept.append("changed"))


def ask(api: Api, method: str, path: str, query: str = "", **headers: str) -> int:
    return api.answer(Request(method, path, headers, b"", query)).status


def test_an_operation_is_found_by_method_and_path(api: Api, kept: list[str]) -> None:
    assert ask(api, "PUT", "/things/a%2Fb", "more=1", key="k") == 201
    assert ask(api, "GET", "/things/a", key="k") == 409
    assert [ask(api, "POST", "/things/a", key="k"), ask(api, "PUT", "/things/a/b", key="k")] == [404, 404]
    assert ask(api, "PUT", "/things/a") == 401
    assert kept == ["a/b1", "changed"]
    assert [call.operation for call in api.log.calls] == ["keep", "show", "none", "none", "keep"]
    assert (api.log.count(), api.log.count("keep"), api.log.count("keep", applied=True)) == (5, 2, 1)


@pytest.mark.parametrize("query", ["less=1", "more=1&more=2", "more=1&x="])
def test_a_parameter_that_is_unknown_or_comes_twice_is_refused(api: Api, kept: list[str], query: str) -> None:
    assert ask(api, "PUT", "/things/a", query, key="k") == 400
    assert kept == []


def test_a_form_is_read_field_by_field() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: application/json\r\n\r\n{"x":"\xc3\xa9"}\r\n'
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n1;2\r\n--b--\r\n'
    )
    found = fields(Request("POST", "/", {"content-type": "multipart/form-data; boundary=b"}, body))
    assert [(name, one.content_type, one.filename) for name, (one,) in found.items()] == [
        ("a", "application/json", None),
        ("f", "text/plain", "f.csv"),
    ]
    assert json.loads(found["a"][0].content) == {"x": "é"}
    for kind, sent in (
        ("application/json", body),
        ("multipart/form-data; boundary=c", body),
        ("multipart/form-data; boundary=b", body[:-8]),
        ("multipart/form-data; boundary=b", body.replace(b"form-data; name", b"attachment; name")),
        ("multipart/form-data; boundary=b", body.replace(b'; name="a"', b"")),
    ):
        with pytest.raises(RefusedError):
            fields(Request("POST", "/", {"content-type": kind}, sent))


def test_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    things = {"a": 1}
    first = Keeper(tmp_path / "new")
    assert first.keep("things", lambda: things) is None
    first.changed()
    things["b"] = 2
    first.changed()
    first.stop()
    second = Keeper(tmp_path / "new")
    assert second.keep("things", dict) == {"a": 1, "b": 2}
    second.stop()
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["things.json"]


def test_without_a_folder_nothing_is_kept() -> None:
    keeper = Keeper(None)
    assert keeper.keep("things", dict) is None
    keeper.changed()
    keeper.stop()


def test_a_clock_that_was_moved_is_the_machines_again() -> None:
    clock = Clock()
    clock.advance(hours=5)
    ahead = clock.now()
    clock.reset()
    assert (ahead - clock.now()).total_seconds() > 4 * 3600
