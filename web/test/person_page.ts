// A page of a signed-in person, for tests/browser/test_person.py: it says who that is, and calls in their name.
import { effect } from "@preact/signals";
import { doubt, signOut, startPerson, token, unanswered, who } from "../shared/person.ts";
import { call, useToken } from "../shared/rpc.ts";

useToken(token, doubt);
effect(() => {
  document.body.textContent = who.value === undefined ? "unknown" : (who.value?.display_name ?? "nobody");
  document.title = unanswered.value ? "unanswered" : "answered";
});
Object.assign(globalThis, { token, signOut, ask: async () => (await call("get_queue", { store: "bannos", limit: 1 })).kind });
void startPerson();
