"""The mailbox of the local stack: what SES has taken is there to be read, by this machine alone."""

import httpx
import pytest

from local.doubles.mailbox import VARIABLES
from local.stack import Stack
from ordak.aws import mail
from ordak.aws.sdk import AwsError
from tests.functions.callers import rows
from tests.stack.pictures import environment


def test_an_alert_that_slack_does_not_take_is_in_the_mailbox(stack: Stack) -> None:
    stack.pollers.fire("ReporterFunction")
    rows(stack, "select core.alert('work_dead', null, 'of-the-mailbox')")
    stack.outside.fail("slack", "status", status=404)
    stack.pollers.fire("ReporterFunction")
    stack.outside.forget()
    page = httpx.get(f"{stack.url}/mailbox/").text
    assert page == httpx.get(f"{stack.url}/sandbox/mail").text
    assert page.startswith(
        f"From: {VARIABLES['MAIL_FROM']}\nTo: {VARIABLES['ALERT_ADDRESSES']}\nSubject: All stores: Work was"
    )
    assert "• of-the-mailbox\n" in page


def test_mail_of_an_address_that_is_not_ours_is_refused(stack: Stack) -> None:
    of_a_function = stack.functions.variables("ReporterFunction")
    of_aws = {name: value for name, value in of_a_function.items() if name.startswith("AWS_")}
    with environment(**of_aws, MAIL_SET="ordak", MAIL_FROM="somebody@elsewhere.example"):
        with pytest.raises(AwsError, match="SES_MessageRejected") as refused:
            mail.send(["on-call@merchant.example"], "Subject", "Text")
        assert refused.value.kind == "refused"


def test_newest_mail_is_first_and_no_subject_can_add_a_header(stack: Stack) -> None:
    of_a_function = stack.functions.variables("ReporterFunction")
    with environment(**{name: value for name, value in of_a_function.items() if name.startswith(("AWS_", "MAIL_"))}):
        mail.send(["a@merchant.example"], "Older", "1")
        mail.send(["b@merchant.example"], "Newer\r\nBcc: c@merchant.example " + "x" * 200, "Ordak says ünï")
    page = httpx.get(f"{stack.url}/mailbox/").text
    assert page.index("Subject: Newer Bcc: c@merchant.example xxx") < page.index("Subject: Older")
    assert "\nBcc" not in page
    assert "ünï" in page


def test_a_page_of_another_site_reads_no_mail(stack: Stack) -> None:
    for headers in ({"origin": "https://evil.example"}, {"host": "evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = httpx.get(f"{stack.url}/mailbox/", headers=headers)
        assert (answer.status_code, "Subject" in answer.text) == (403, False)
