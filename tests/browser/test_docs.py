"""The API's page: it is read, and an operation is tried on it, in a browser."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.aws.docs_page import FILES
from local.stack import Stack
from local.up import welcome
from tests.browser.conftest import Shoot
from tests.functions.callers import OPENAPI, Person, until


def test_api_is_read_and_tried_on_its_page(page: Page, stack: Stack, shoot: Shoot) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(stack.url + "/docs/")
    operation = page.locator("#operations-queue-get_queue")
    expect(operation).to_contain_text("Lists the open tickets of a store")
    shoot(page, "docs")

    page.get_by_role("button", name="Authorize").click()
    of_people = page.locator("form").filter(has_text="token (http, Bearer)")
    of_people.get_by_label("auth-bearer-value").fill(Person(stack).token)
    of_people.get_by_role("button", name="Apply credentials").click()
    of_people.get_by_role("button", name="Close", exact=True).click()

    operation.locator(".opblock-summary-control").click()
    operation.locator("textarea.body-param__text").fill('{"store": "bannos", "limit": 1}')
    status = operation.locator(".live-responses-table td.response-col_status:not(.col_header)")

    def executed() -> bool:
        operation.get_by_role("button", name="Execute").click()
        expect(status).to_have_text(re.compile("[0-9]{3}"))
        return "200" in status.inner_text()

    until(executed, "the API had a moment for it")  # on a machine that has none it says 503, and to come again
    expect(operation.locator(".live-responses-table")).to_contain_text('"tickets"')
    shoot(page, "docs-tried")
    assert [url for url in asked if not url.startswith((stack.url, "data:"))] == []


def test_without_a_token_the_page_shows_the_refusal(page: Page, stack: Stack) -> None:
    page.goto(stack.url + "/docs/")
    operation = page.locator("#operations-queue-get_queue")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table td.response-col_status:not(.col_header)")).to_contain_text("401")
    expect(operation.locator(".live-responses-table")).to_contain_text("AUTH001")


def test_every_operation_is_on_the_page(page: Page, stack: Stack) -> None:
    page.goto(stack.url + "/docs/")
    expect(page.locator(".opblock").first).to_be_visible()
    wanted = {f"{m.upper()} {path}" for path, methods in OPENAPI["paths"].items() for m in methods}
    shown = page.locator(".opblock-summary").all_inner_texts()
    assert {" ".join(re.sub("\u200b", "", text).split()[:2]) for text in shown} == wanted


@pytest.mark.parametrize("file", ["", "openapi.json", "swagger-ui-bundle.js"])
def test_page_may_take_nothing_from_elsewhere(stack: Stack, file: str) -> None:
    answer = httpx.get(f"{stack.url}/docs/{file}")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/docs/../stack.py", "/docs/%2e%2e/stack.py", "/docs/page.css", "/docs/.npmrc"])
def test_nothing_but_the_page_is_served(stack: Stack, path: str) -> None:
    assert httpx.get(stack.url + path).status_code == 404


def test_page_is_named_when_the_stack_is_up(stack: Stack) -> None:
    assert f"  {stack.url}/docs/ " in welcome(stack)
    assert all(file.exists() for file in FILES.values())
