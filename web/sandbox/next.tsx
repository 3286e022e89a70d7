// On from here: a real kiosk, with what its supervisor would do; the other pages of the local stack.
import { useSignal } from "@preact/signals";
import { ask, Refused } from "./ask.ts";
import { world } from "./world.ts";

const SAM = "5a000000-0000-4000-8000-000000000001"; // of the demo data
const STATIONS = ["Filling", "Covering", "Decorating", "Packing"] as const;

export function Next() {
  const code = useSignal("");
  const station = useSignal<string>(STATIONS[0]);
  const badge = useSignal("");
  const answer = useSignal("");
  const ticket = world.value?.tickets.find(({ store }) => store === "bannos")?.id;
  const manage = (deed: () => Promise<string>) => async (event: Event) => {
    event.preventDefault();
    answer.value = await deed().catch((error) => {
      if (error instanceof Refused) return error.message;
      throw error;
    });
  };
  const enrol = manage(async () => {
    await ask("admin", "enrol_device", { user_code: code.value, store: "bannos", station: station.value });
    return `The kiosk stands at ${station.value} of Bannos now.`;
  });
  const issue = manage(async () => {
    badge.value = (await ask("admin", "issue_badge", { staff_id: SAM })).badge;
    return "";
  });
  return (
    <section class="card stack" aria-labelledby="next">
      <h2 id="next">Now with a real kiosk</h2>
      <ol class="ways">
        <li>
          <p><b>1. Open it.</b> The kiosk shows a code.</p>
          <a class="button" href="/kiosk/" target="_blank" rel="noopener">Open the kiosk</a>
        </li>
        <li>
          <p><b>2. Let it in.</b> A supervisor types the code, here.</p>
          <form class="row" onSubmit={enrol}>
            <label class="field grow"><span>Code</span><input class="input" required autocomplete="off" value={code.value} onInput={({ currentTarget }) => (code.value = currentTarget.value)} /></label>
            <label class="field grow">
              <span>Station</span>
              <select class="input" value={station.value} onChange={({ currentTarget }) => (station.value = currentTarget.value)}>
                {STATIONS.map((each) => <option key={each}>{each}</option>)}
              </select>
            </label>
            <button class="button">Enrol</button>
          </form>
        </li>
        <li>
          <p><b>3. Sign in.</b> Sam has a badge to scan, or to type.</p>
          <button class="button" onClick={issue}>Make Sam a badge</button>
          {badge.value && <p>Sam's badge: <code class="code">{badge.value}</code></p>}
        </li>
        <li>
          <p><b>4. Scan.</b> Type the name of a ticket, or hold its barcode to a scanner.</p>
          <p><code class="code">{ticket ?? "bannos-1001"}</code></p>
        </li>
      </ol>
      <p role="status">{answer.value}</p>
      <p class="hint">
        Also here: <a href="/docs/">the API, to read and to try</a> · <a href="/auth/login">sign in as one of the demo staff</a> ·{" "}
        <a href="/edge/health">how all of it is</a>
      </p>
    </section>
  );
}
