// A pantry: two members side by side, the last tin, and how orders stand.
import { signal } from "@preact/signals";
import { Icon } from "../shared/icons.tsx";
import { Deed } from "./deed.tsx";
import { leaveOne, move, nextOf, openSession, order, sessionOf, type Member, type Order, type Shelf } from "./pantry.ts";
import { pantry } from "./world.ts";

const ORDERS = 6;
const TIN = "TOMATO-SOUP"; // of the demo data
const NAMES: Record<Member, string> = { mina: "Mina", milo: "Milo" };
const STEPS = {
  confirm_pantry_order: "Confirm",
  start_pantry_order: "Start",
  ready_pantry_order: "Ready",
  complete_pantry_order: "Hand over",
};
const answers = signal<Partial<Record<Member, { ok: boolean; text: string }>>>({});

async function buy(member: Member, shelf: Shelf, sku: string): Promise<string> {
  const answer = await order(member, shelf, sku);
  answers.value = { ...answers.value, [member]: answer };
  return `${NAMES[member]}: ${answer.text}`;
}

export function PantryPanel() {
  const there = pantry.value;
  if (!there) return null;
  const { mina, milo } = there.shelves;
  const both = async () => (await Promise.all([buy("mina", mina, TIN), buy("milo", milo, TIN)])).join(" ");
  return (
    <section class="card stack" aria-labelledby="pantry">
      <h2 id="pantry">A pantry</h2>
      <p class="hint">
        The Corner, another organisation, gives food away. Mina and Milo are members of two households; they order while a session is open.
        Zora's people put the orders together.
      </p>
      <div class="row" role="group" aria-label="Pantry">
        <Deed name="Open a session" deed={async () => `The session "${await openSession()}" takes orders for an hour.`} />
        <Deed name="Leave one tin of soup" deed={async () => { await leaveOne(TIN); return "Zora has counted the shelf: one tin of soup is left."; }} />
        <Deed name="Both order it at once" primary deed={both} />
      </div>
      <div class="ways">
        <Orderer member="mina" shelf={mina} />
        <Orderer member="milo" shelf={milo} />
        <div class="stack">
          <h3>Orders</h3>
          <ul class="orders">
            {there.orders.slice(0, ORDERS).map((each) => <Line key={each.id} order={each} />)}
            {there.orders.length === 0 && <li class="hint">None yet.</li>}
          </ul>
        </div>
      </div>
    </section>
  );
}

function Orderer({ member, shelf }: { member: Member; shelf: Shelf }) {
  const open = sessionOf(shelf);
  const answer = answers.value[member];
  return (
    <div class="stack" role="group" aria-label={NAMES[member]}>
      <h3>{NAMES[member]}</h3>
      <p class="hint">{open ? `"${open.title}" takes orders until ${new Date(open.closes_at).toLocaleString("en-GB")}.` : "No session takes orders."}</p>
      <ul class="products">
        {shelf.items.map(({ sku, title, pieces_left, most }) => (
          <li key={sku} class="product">
            <span class="product-name">{title ?? sku}</span>
            <span class="hint">{pieces_left} left{most !== null && `, ${most} for this household`}</span>
            <Deed name="Order" label={`Order ${title ?? sku} for ${NAMES[member]}`} deed={() => buy(member, shelf, sku)} />
          </li>
        ))}
      </ul>
      {answer && (
        <p class="row">
          <span class={answer.ok ? "badge" : "badge warn"}><Icon name={answer.ok ? "check" : "warning"} /> {answer.ok ? "Ordered" : "Refused"}</span>
          <span>{answer.text}</span>
        </p>
      )}
    </div>
  );
}

function Line({ order: each }: { order: Order }) {
  const action = nextOf(each);
  return (
    <li class="row spread">
      <span>
        {each.id} <span class="hint">{each.member_name}: {each.lines.map(({ given, title }) => `${given} × ${title}`).join(", ")}</span>
      </span>
      <span class="row">
        <span class="badge">{each.status}</span>
        {action && <Deed name={STEPS[action]} label={`${STEPS[action]} ${each.id}`} deed={async () => `${each.id} is ${(await move(each, action)).status}.`} />}
      </span>
    </li>
  );
}
