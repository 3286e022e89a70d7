// The kitchen's tickets, each with the button that stands for a scan at the bench where it is.
import { useSignal } from "@preact/signals";
import { Icon, type IconName } from "../shared/icons.tsx";
import { STAGES } from "../shared/stages.ts";
import type { Ticket } from "./ask.ts";
import { ended, mine, nextOf, scan, world, type Action } from "./world.ts";

const OTHERS = 2;
const SCANS: Record<Action, string> = {
  complete_filling: "Scan at Filling",
  complete_covering: "Scan at Covering",
  complete_decorating: "Scan at Decorating",
  start_packing: "Scan at Packing: begin",
  complete_packing: "Scan at Packing: box closed",
};

export function Kitchen() {
  const tickets = world.value?.tickets ?? [];
  const own = new Set(mine.value);
  const shown = mine.value.flatMap((id) => [...tickets, ...ended.value].filter((ticket) => ticket.id === id).slice(0, 1));
  const others = tickets.filter(({ id }) => !own.has(id));
  return (
    <section class="card stack" aria-labelledby="kitchen">
      <h2 id="kitchen"><span class="number-mark">2</span> Scan it through the kitchen</h2>
      {shown.length === 0 && <p class="empty"><Icon name="back" /> Sell something, and its ticket appears here.</p>}
      <ul class="stack">{shown.slice(0, 5).map((ticket) => <Card key={ticket.id} ticket={ticket} />)}</ul>
      {others.length > 0 && <h3>Was there before</h3>}
      <ul class="stack">{others.slice(0, OTHERS).map((ticket) => <Card key={ticket.id} ticket={ticket} />)}</ul>
      {others.length > OTHERS && <p class="hint">and {others.length - OTHERS} more, all of them at the <a href="/kiosk/">kiosk</a></p>}
    </section>
  );
}

function Card({ ticket }: { ticket: Ticket & { cake_message?: string | null } }) {
  const busy = useSignal(false);
  const action = nextOf(ticket);
  const at = STAGES.indexOf(ticket.stage);
  return (
    <li class={`ticket arrives stage-${ticket.stage.toLowerCase()}`}>
      <div class="row spread">
        <b class="ticket-id">{ticket.id}</b>
        <span class="stage"><Icon name={ticket.stage.toLowerCase() as IconName} />{ticket.stage}</span>
      </div>
      <p>
        {ticket.product_title}
        {ticket.flavour && `, ${ticket.flavour}`}
        {ticket.cake_message && <q class="message">{ticket.cake_message}</q>}
      </p>
      <ol class="track" aria-hidden="true">
        {STAGES.map((stage, index) => (
          <li key={stage} class={`stage-${stage.toLowerCase()} ${index < at || ticket.stage === "Complete" ? "passed" : index === at ? "here" : ""}`}>{stage}</li>
        ))}
      </ol>
      {action && (
        <button
          class="button primary scan"
          disabled={busy.value}
          aria-label={`${SCANS[action]}, ${ticket.id}`}
          onClick={async () => {
            busy.value = true;
            await scan(ticket).finally(() => (busy.value = false));
          }}
        >
          <Icon name="scan" /> {SCANS[action]}
        </button>
      )}
      {ticket.inventory_blocked && <p class="badge warn"><Icon name="blocked" /> Stock is missing: it waits until some comes, or a supervisor decides.</p>}
      {ticket.stage === "Complete" && <p class="badge"><Icon name="check" /> Packed. What it was made of is used up.</p>}
    </li>
  );
}
