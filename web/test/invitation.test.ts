// An invitation in a page's address: it leaves the address, and goes on in a cookie.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { takeInvitation } from "../pantry/engine/invitation.ts";

const CODE = "J-7K3M9Q2DW4XN5TRA-H";
let shown: string[] = [];

function at(hash: string): void {
  shown = [];
  Object.assign(globalThis, {
    location: { pathname: "/pantry/", search: "", hash },
    document: { cookie: "" },
    history: { replaceState: (_state: unknown, _title: string, path: string) => void shown.push(path) },
  });
}

beforeEach(() => at(""));

test("an invitation goes to the sign-in in a cookie, and stands in no address any more", () => {
  at(`#invitation=${CODE}&house=corner`);
  assert.equal(takeInvitation(), "/auth/login?return_to=%2Fpantry%2F&house=corner");
  assert.deepEqual(shown, ["/pantry/"]);
  assert.match(document.cookie, new RegExp(`^__Host-ordak_invitation=${CODE}; Path=/; Secure; SameSite=Lax; Max-Age=3600$`));
});

test("an organisation that cannot be one is not handed on", () => {
  at(`#invitation=${CODE}&house=corner%26provider%3Dx`);
  assert.equal(takeInvitation(), "/auth/login?return_to=%2Fpantry%2F");
});

test("without an invitation, or with what is none, the page begins as it is", () => {
  for (const hash of ["", "#orders", "#invitation=", "#invitation=J-7K3M", `#invitation=${CODE};x=1`]) {
    at(hash);
    assert.equal(takeInvitation(), null);
    assert.equal(document.cookie, "");
  }
  assert.deepEqual(shown, ["/pantry/"]);
});
