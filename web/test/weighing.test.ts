import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import "./surroundings.ts";
import { online } from "../shared/connection.ts";
import { band, beside, type Band } from "../kiosk/engine/state.ts";
import { timers } from "../kiosk/timers.ts";

mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
const touches: (() => void)[] = [];
globalThis.addEventListener = ((_event: string, touched: () => void) => touches.push(touched)) as unknown as typeof globalThis.addEventListener;
const { startWeighing } = await import("../kiosk/engine/weighing.ts");
startWeighing();

const said = (kind: Band["kind"], ticket: string, text = "band.done"): Band => ({ kind, text, values: { ticket } });
const KINDS: Band["kind"][] = ["received", "ok", "already", "unknown", "refused", "failed"];
const LIGHT = ["received", "ok", "already"];

beforeEach(() => {
  for (const touched of touches) touched();
  band.value = null;
  band.value = null; // what stood beside it, too
  beside.value = null;
});

test("a message is never hidden by a lighter one before it was seen, whichever the two are", () => {
  const weight = (kind: Band["kind"]) => (kind === "unknown" ? 2 : LIGHT.includes(kind) ? 1 : 3);
  for (const first of KINDS) {
    for (const second of KINDS) {
      for (const touched of touches) touched();
      band.value = beside.value = null;
      const [one, other] = [said(first, "a-1"), said(second, "a-2")];
      band.value = one;
      band.value = other;
      const hides = weight(second) >= weight(first);
      assert.deepEqual([band.value, beside.value], hides ? [other, null] : [one, other], `${first}, ${second}`);
    }
  }
});

test("the lighter one has its turn when the heavier has been there for long enough", () => {
  band.value = said("refused", "a-1");
  band.value = said("ok", "a-2");
  mock.timers.tick(timers.bandHeld);
  assert.deepEqual([band.value?.kind, beside.value], ["ok", null]);
});

test("whoever touches the screen has seen it, and what is said of the same cake replaces it", () => {
  band.value = said("refused", "a-1");
  for (const touched of touches) touched();
  band.value = said("ok", "a-2");
  assert.equal(band.value?.kind, "ok");
  band.value = said("refused", "a-1");
  band.value = said("received", "a-1");
  assert.equal(band.value?.kind, "received");
});

test("what went well goes by itself, what did not stays until it is touched", () => {
  for (const kind of KINDS) {
    band.value = said(kind, "a-1");
    mock.timers.tick(timers.bandCalm);
    mock.timers.tick(timers.bandCalm);
    assert.equal(band.value === null, ![ "refused", "failed"].includes(kind), kind);
    band.value = null;
  }
});

test("that there is no network is over when it is there again, and no other message is", () => {
  for (const text of ["band.offline", "band.refused"]) {
    online.value = false;
    band.value = said("failed", "a-1", text);
    online.value = true;
    assert.equal(band.value === null, text === "band.offline");
  }
});
