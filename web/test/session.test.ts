import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { done, serve, type Asked } from "./surroundings.ts";
import { act } from "../kiosk/engine/actions.ts";
import { database } from "../kiosk/engine/db.ts";
import { drain } from "../kiosk/engine/drain.ts";
import { refresh, waitingScans } from "../kiosk/engine/outbox.ts";
import { arrive, leaveAll } from "../kiosk/engine/people.ts";
import { signInByBadge } from "../kiosk/engine/session.ts";
import { active, device } from "../kiosk/engine/state.ts";

const SAM = { staff_id: "sam", display_name: "Sam", role: "Staff", turn_id: "turn-1" };
const TOM = { staff_id: "tom", display_name: "Tom", role: "Staff" };

beforeEach(async () => {
  await (await database()).clear("scans");
  await refresh();
  await leaveAll();
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Filling" };
});

// At whatever moment of the sign-in it is made: before the answer, while the person arrives, after.
for (let moment = 0; moment < 60; moment++) {
  test(`a scan that is made while a badge is on its way is that person's (${moment})`, async () => {
    if (moment % 2 === 0) await arrive(SAM, null); // whose it is not, though they stand here
    const asked: Asked[] = [];
    const stop = await serve((each) => {
      asked.push(each);
      if (each.path === "/auth/turn") return { status: 200, body: { ok: true, turn_id: "turn-7", staff: TOM } };
      return each.path.endsWith("/complete_filling") ? done("a-1") : null;
    });
    const signing = signInByBadge("code", "hash");
    if (moment >= 30) while (active.value?.staff_id !== "tom") await new Promise((next) => setImmediate(next));
    for (let step = 0; step < moment % 30; step++) {
      if (step % 2 === 0) await Promise.resolve();
      else await new Promise((next) => setImmediate(next));
    }
    await act("complete_filling", "a-1");
    await signing;
    await drain();
    stop();
    assert.deepEqual(waitingScans(), []);
    const turns = asked.filter((each) => each.path.endsWith("/complete_filling")).map((each) => each.headers["ordak-turn"]);
    assert.deepEqual(turns, ["turn-7"]);
  });
}
