"""A request through the front becomes the event that API Gateway would send, and back."""

import base64
import json
from typing import Any

import pytest

from local.aws.gateway import LARGEST_BODY
from tests.stack.conftest import Demo


def test_event_has_the_fields_of_payload_format_2_0(demo: Demo) -> None:
    event = demo.echo(url="/echo?b=2&a=x%20y", headers={"User-Agent": "kiosk"})
    assert event["version"] == "2.0"
    assert event["routeKey"] == "ANY /echo"
    assert event["rawPath"] == "/echo"
    assert event["rawQueryString"] == "b=2&a=x%20y"
    assert event["queryStringParameters"] == {"b": "2", "a": "x y"}
    assert event["isBase64Encoded"] is False
    context = event["requestContext"]
    assert context["http"] == {
        "method": "GET",
        "path": "/echo",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "kiosk",
    }
    assert context["stage"] == "$default"
    assert context["routeKey"] == "ANY /echo"
    assert {"accountId", "apiId", "domainName", "requestId", "time", "timeEpoch"} <= context.keys()


@pytest.mark.parametrize("absent", ["body", "cookies", "queryStringParameters", "pathParameters"])
def test_what_a_request_does_not_have_is_no_key_of_its_event(demo: Demo, absent: str) -> None:
    assert absent not in demo.echo()


def test_repeated_headers_are_lower_cased_and_joined_by_commas(demo: Demo) -> None:
    event = demo.echo(headers=[("X-Shopify-Topic", "a"), ("x-shopify-topic", "b")])
    assert event["headers"]["x-shopify-topic"] == "a,b"
    assert "X-Shopify-Topic" not in event["headers"]


def test_repeated_query_parameters_are_joined_by_commas(demo: Demo) -> None:
    assert demo.echo(url="/echo?a=1&a=2")["queryStringParameters"] == {"a": "1,2"}


def test_cookies_are_a_list_of_their_own(demo: Demo) -> None:
    event = demo.echo(headers={"Cookie": "a=1; b=2"})
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]


def test_variables_of_a_path_are_path_parameters(demo: Demo) -> None:
    event = demo.http.get("/orders/bannos-12345").json()
    assert event["pathParameters"] == {"id": "bannos-12345"}
    assert event["routeKey"] == "GET /orders/{id}"


def test_a_full_path_goes_before_one_with_variables(demo: Demo) -> None:
    assert demo.http.get("/orders/mine").json()["routeKey"] == "GET /orders/mine"


def test_what_no_route_names_goes_to_the_default_route(demo: Demo) -> None:
    event = demo.http.delete("/no/such/path").json()
    assert event["routeKey"] == "$default"
    assert event["requestContext"]["http"]["method"] == "DELETE"


@pytest.mark.parametrize("kind", ["application/json", "text/plain; charset=utf-8", "application/vnd.x+json"])
def test_textual_bodies_go_as_text(demo: Demo, kind: str) -> None:
    event = demo.echo(method="POST", content='{"cake":"🎂"}'.encode(), headers={"Content-Type": kind})
    assert event["body"] == '{"cake":"🎂"}'
    assert event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/octet-stream", b"plain"),
        ("application/x-www-form-urlencoded", b"a=1"),
        ("application/json", b'{"not": "utf-8 \xff"}'),
        ("", b"{}"),
    ],
)
def test_other_bodies_and_broken_text_go_as_base64(demo: Demo, kind: str, body: bytes) -> None:
    event = demo.echo(method="POST", content=body, headers={"Content-Type": kind})
    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == body


def test_body_over_10_mb_is_refused_by_the_gateway_itself(demo: Demo) -> None:
    answer = demo.http.post("/echo", content=b"x" * (LARGEST_BODY + 1))
    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})


def test_body_of_2_mb_arrives_whole(demo: Demo) -> None:
    body = b'"' + b"x" * 2_000_000 + b'"'
    assert demo.echo(method="POST", content=body, headers={"Content-Type": "application/json"})["body"].encode() == body


def answer(demo: Demo, returned: Any) -> Any:
    """Let the function return a value and return the gateway's response."""
    return demo.http.post("/answer", content=json.dumps(returned), headers={"Content-Type": "text/plain"})


def test_status_headers_and_cookies_of_an_answer_are_passed_on(demo: Demo) -> None:
    response = answer(
        demo,
        {
            "statusCode": 409,
            "headers": {"X-A": "1", "Retry-After": 5},
            "cookies": ["a=1", "b=2"],
            "body": "no",
        },
    )
    assert (response.status_code, response.text) == (409, "no")
    assert (response.headers["x-a"], response.headers["retry-after"]) == ("1", "5")
    assert response.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_base64_answer_is_decoded(demo: Demo) -> None:
    body = base64.b64encode(b"\x89PNG").decode()
    assert answer(demo, {"statusCode": 200, "body": body, "isBase64Encoded": True}).content == b"\x89PNG"


def test_answer_without_a_status_is_a_200_of_json(demo: Demo) -> None:
    response = answer(demo, {"ok": True})
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert response.headers["content-type"] == "application/json"


def test_answer_that_is_no_response_is_an_internal_error(demo: Demo) -> None:
    response = answer(demo, {"statusCode": "soon"})
    assert (response.status_code, response.json()) == (500, {"message": "Internal Server Error"})


def test_function_url_has_its_own_event_without_the_prefix(demo: Demo) -> None:
    event = demo.http.post("/_url/EchoFunction/rpc/get_queue?a=1", json={}).json()
    assert (event["rawPath"], event["routeKey"]) == ("/rpc/get_queue", "$default")
    assert event["requestContext"]["http"]["path"] == "/rpc/get_queue"
    assert ".lambda-url." in event["requestContext"]["domainName"]


def test_function_url_answers_preflight_requests_of_its_origins_only(demo: Demo) -> None:
    def preflight(origin: str) -> int:
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        return demo.http.options("/_url/EchoFunction/", headers=headers).status_code

    assert preflight("https://kiosk.example") == 200
    assert preflight("https://elsewhere.example") == 400
