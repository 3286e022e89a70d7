"""The pages on the local front: the files of web/dist, the headers of the template, one origin with what they call."""

import json
import subprocess
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from local.aws.cloudformation import load
from local.aws.pages import DIST, MISSING, file_of, routes
from local.servers.processes import NODE
from local.stack import Stack
from local.state import ROOT
from tests.functions.callers import Person

RUN = "{}; process.stdout.write(JSON.stringify({}.map((uri) => handler({{ request: {{ uri }} }}))))"
# What is asked for, and the file that answers or, after an arrow, where it is.
PATHS = {
    "/kiosk/": "/kiosk/index.html",
    "/kiosk/week": "/kiosk/index.html",
    "/kiosk/ticket/bannos-12345-A": "/kiosk/index.html",
    "/kiosk/sw.js": "/kiosk/sw.js",
    "/kiosk/manifest.webmanifest": "/kiosk/manifest.webmanifest",
    "/assets/kiosk-ABC.js": "/assets/kiosk-ABC.js",
    "/kiosk": "→ /kiosk/",
}


@pytest.fixture(scope="module")
def page(stack: Stack) -> httpx.Response:
    return httpx.get(f"{stack.url}/kiosk/")


def assets(page: httpx.Response) -> list[str]:
    return [part for part in page.text.split('"') if part.startswith("/assets/")]


def test_a_page_is_asked_for_anew_and_its_assets_are_kept_for_ever(stack: Stack, page: httpx.Response) -> None:
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert {Path(path).suffix for path in assets(page)} == {".js", ".css", ".svg"}
    for path in assets(page):
        asset = httpx.get(stack.url + path)
        assert (asset.status_code, asset.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")


def test_every_answer_of_the_pages_carries_the_templates_headers(stack: Stack, page: httpx.Response) -> None:
    policy = load(ROOT / "template.yaml")["Resources"]["PagesHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    written = policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    for answer in (page, *(httpx.get(stack.url + path) for path in (*assets(page), "/kiosk/manifest.webmanifest"))):
        assert answer.headers["content-security-policy"] == written
        assert answer.headers["strict-transport-security"] == "max-age=63072000"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["permissions-policy"].startswith("camera=(self), ")
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_page_may_do_what_is_of_its_origin_and_nothing_else(page: httpx.Response) -> None:
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == policy["connect-src"] == policy["worker-src"] == policy["form-action"] == "'self'"
    assert policy.pop("script-src") == "'self' 'wasm-unsafe-eval'"
    # What is drawn or recorded in the page itself.
    assert {word for value in policy.values() for word in value.split()} == {"'none'", "'self'", "data:", "blob:"}


@pytest.mark.parametrize(
    "path", ["/assets/none.js", "/kiosk/none.js", "/kiosk/%2e%2e/%2e%2e/package.json", "/kiosk/%00.js"]
)
def test_what_is_not_built_is_not_there(stack: Stack, path: str) -> None:
    assert httpx.get(stack.url + path).status_code == 404


def test_pages_that_are_not_built_say_so(tmp_path: Path) -> None:
    asked = Request({"type": "http", "path": "/kiosk/", "headers": [(b"host", b"127.0.0.1")], "query_string": b""})
    [route] = [route for route in routes({}, tmp_path) if route.path == "/kiosk/{path:path}"]
    answer = route.endpoint(asked)
    assert (answer.status_code, answer.body.decode()) == (404, MISSING)


def test_a_deep_link_is_the_page_here_and_at_cloudfront(stack: Stack, page: httpx.Response) -> None:
    code = load(ROOT / "template.yaml")["Resources"]["PagesPaths"]["Properties"]["FunctionCode"]
    script = RUN.format(code, json.dumps([*PATHS, "/", "/\\elsewhere.example", "//elsewhere.example"]))
    done = subprocess.run([NODE, "--eval", script], capture_output=True, text=True, check=True)
    *found, root, elsewhere, beside = json.loads(done.stdout)
    assert root["headers"]["location"]["value"] == "/kiosk/"
    assert "headers" not in elsewhere
    assert "headers" not in beside
    for (path, file), at_cloudfront in zip(PATHS.items(), found, strict=True):
        if file.startswith("→"):
            assert file == f"→ {at_cloudfront['headers']['location']['value']}"
            assert httpx.get(stack.url + path).headers["location"] == path + "/"
        else:
            assert at_cloudfront["uri"] == f"/{file_of(path.removeprefix('/'))}" == file
    assert httpx.get(f"{stack.url}/kiosk/week").text == page.text


def test_a_page_calls_the_rpcs_at_its_own_origin_by_the_function_url(stack: Stack) -> None:
    staff = Person(stack)
    assert staff.call("get_unassigned_counts", store="bannos").status_code == 200
    # The URL's answers carry the URL's rules for other origins; the API's, here, none.
    origin = {"origin": "https://localhost", "authorization": f"Bearer {staff.token}"}
    allowed = "access-control-allow-origin"
    answers = [
        httpx.post(f"{stack.url}{host}/rpc/get_unassigned_counts", json={"store": "bannos"}, headers=origin)
        for host in ("", "/_api")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [allowed in answer.headers for answer in answers] == [True, False]
    assert httpx.get(f"{stack.url}/.well-known/jwks.json").json()["keys"]


def test_what_make_built_is_what_is_served(page: httpx.Response) -> None:
    assert page.content == (DIST / "kiosk/index.html").read_bytes()
