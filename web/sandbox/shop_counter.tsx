// The counter of one of the pretend shops.
import { useSignal } from "@preact/signals";
import { Icon } from "../shared/icons.tsx";
import { Figure } from "./figure.tsx";
import { buy, chosen, shop, world } from "./world.ts";

export function ShopCounter() {
  const message = useSignal("Happy birthday Ada");
  const busy = useSignal(false);
  const at = shop.value;
  if (!at) return null;
  return (
    <section class="card stack" aria-labelledby="shop">
      <h2 id="shop"><span class="number-mark">1</span> Sell a cake</h2>
      <div class="row" role="group" aria-label="Shop">
        {world.value?.shops.map(({ domain, name }) => (
          <button key={domain} class="button" aria-pressed={domain === at.domain} onClick={() => (chosen.value = domain)}>{name}</button>
        ))}
      </div>
      <label class="field">
        <span>Message on the cake</span>
        <input class="input" maxLength={60} value={message.value} onInput={({ currentTarget }) => (message.value = currentTarget.value)} />
      </label>
      <ul class="products">
        {at.products.map((product) => (
          <li key={product.sku} class="product">
            <span class="product-name">{product.title}</span>
            <span class="hint">
              {product.price} {at.currency} · <Figure of={`${at.store}/${product.sku}`} value={product.available} /> left
            </span>
            <button
              class="button primary"
              disabled={busy.value || product.available < 1}
              aria-label={`Sell ${product.title}`}
              onClick={async () => {
                busy.value = true;
                await buy(product, message.value).finally(() => (busy.value = false));
              }}
            >
              Sell
            </button>
          </li>
        ))}
      </ul>
      <h3>Last orders at {at.name}</h3>
      <ul class="orders">
        {at.orders.slice(0, 4).map(({ id, name, lines, cancelled, webhooks }) => (
          <li key={id} class="row spread">
            <span>{name} <span class="hint">{lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(", ")}</span></span>
            <Told statuses={webhooks.filter(({ topic }) => topic === "orders/create").map(({ status }) => status)} cancelled={cancelled} />
          </li>
        ))}
        {at.orders.length === 0 && <li class="hint">None yet.</li>}
      </ul>
    </section>
  );
}

function Told({ statuses, cancelled }: { statuses: (number | null)[]; cancelled: boolean }) {
  if (cancelled) return <span class="badge">cancelled</span>;
  const taken = statuses.some((status) => status !== null && status >= 200 && status < 300);
  return taken ? <span class="badge"><Icon name="check" /> Ordak knows</span> : <span class="badge warn"><Icon name="waiting" /> on its way</span>;
}
