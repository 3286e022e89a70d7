// An order of the marketplace, as the marketplace and its carrier see it, and what they were asked.
import { Icon } from "../shared/icons.tsx";
import { Deed } from "./deed.tsx";
import { cancel, loseNextLabel, orderOne, write, type Call, type MarketOrder } from "./market.ts";
import { market } from "./world.ts";

const ORDERS = 4;
const CALLS = 8;
const QUESTION = "Hello, when will it arrive?";

export function Marketplace() {
  const there = market.value;
  if (!there) return null;
  const last = there.orders[0];
  return (
    <section class="card stack" aria-labelledby="market">
      <h2 id="market">A marketplace</h2>
      <p class="hint">Best Buy Canada sells for you by Mirakl, and Canada Post takes the parcels. Both are pretend, and fail when you say so.</p>
      <div class="row" role="group" aria-label="Marketplace">
        <Deed name="New Best Buy order" primary deed={async () => `Best Buy sold it: order ${await orderOne(there)}.`} />
        <Deed name="Customer cancels" deed={last && (async () => { await cancel(last.id); return `The customer has cancelled ${last.id}.`; })} />
        <Deed name="Customer writes" deed={last && (async () => { await write(last.id, QUESTION); return `The customer asks about ${last.id}.`; })} />
        <Deed name="Time-out after success" deed={async () => { await loseNextLabel(); return "The next label will be bought, and its answer lost."; }} />
      </div>
      <div class="ways">
        <div class="stack">
          <h3>Last orders at Best Buy</h3>
          <ul class="orders">
            {there.orders.slice(0, ORDERS).map((order) => <Order key={order.id} order={order} />)}
            {there.orders.length === 0 && <li class="hint">None yet.</li>}
          </ul>
          <h3>Labels</h3>
          <ul class="orders">
            {there.shipments.slice(0, ORDERS).map(({ id, request_id, pin, status, bought }) => (
              <li key={id} class="row spread">
                <span>{request_id} <span class="hint">{pin}</span></span>
                <span class={bought > 1 ? "badge warn" : "badge"}>{bought > 1 ? `bought ${bought} times` : status}</span>
              </li>
            ))}
            {there.shipments.length === 0 && <li class="hint">None yet.</li>}
          </ul>
        </div>
        <Calls name="Best Buy was asked" calls={there.calls.marketplace} />
        <Calls name="Canada Post was asked" calls={there.calls.carrier} />
      </div>
    </section>
  );
}

function Order({ order }: { order: MarketOrder }) {
  return (
    <li class="row spread">
      <span>
        {order.id} <span class="hint">{order.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(", ")}</span>
        {order.needs_reply && <> <Icon name="message" /><span class="visually-hidden">The customer has written.</span></>}
      </span>
      <span class="badge">{order.state}</span>
    </li>
  );
}

function Calls({ name, calls }: { name: string; calls: Call[] }) {
  return (
    <div class="stack">
      <h3>{name}</h3>
      <ol class="orders calls">
        {calls.slice(0, CALLS).map(({ at, operation, status, failure }, index) => (
          <li key={`${at} ${operation} ${calls.length - index}`} class="row spread">
            <span><time dateTime={at}>{new Date(at).toLocaleTimeString("en-GB")}</time> {operation}</span>
            <span class={failure || status >= 400 ? "badge warn" : "badge"}>{failure || status}</span>
          </li>
        ))}
        {calls.length === 0 && <li class="hint">Nothing yet.</li>}
      </ol>
    </div>
  );
}
