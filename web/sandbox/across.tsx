// Another merchant in the same database: what its people are told when they ask for the bakery's cakes and stock.
import { useSignal } from "@preact/signals";
import { Icon } from "../shared/icons.tsx";
import { askAcross } from "./ask.ts";
import { world } from "./world.ts";

interface Heard {
  asked: string;
  told: string;
  refused: boolean;
}

export function Across() {
  const heard = useSignal<Heard[]>([]);
  const { tickets, items } = world.value!;
  const ticket = tickets.find(({ store }) => store === "bannos")?.id ?? "bannos-1001";
  const item = items[0];
  const look = async () => {
    heard.value = await Promise.all([
      askAcross("get_order_for_scan", { scan: ticket }).then((told) => ({ asked: `Scan ${ticket}`, ...told })),
      askAcross("get_queue", { store: "bannos", limit: 1 }).then((told) => ({ asked: "Read the queue of Bannos", ...told })),
      ...(item ? [askAcross("get_inventory", { sku: item.sku }).then((told) => ({ asked: `Read the stock of ${item.title}`, ...told }))] : []),
    ]);
  };
  return (
    <section class="card stack" aria-labelledby="across">
      <h2 id="across">Now as somebody else's supervisor</h2>
      <p>
        The Corner is another organisation in the same database. Zora is a supervisor there, and may do there what Sue may do here. What is
        she told of this bakery? She <a href="/auth/login?house=corner">signs in</a> at a door of her own.
      </p>
      <button class="button scan" onClick={look}>Look across as Zora</button>
      <ul class="stack" aria-live="polite">
        {heard.value.map(({ asked, told, refused }) => (
          <li key={asked} class="row">
            <span class={refused ? "badge" : "badge warn"}><Icon name={refused ? "check" : "warning"} /> {refused ? "Refused" : "Shown"}</span>
            <span>{asked}: {told}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
