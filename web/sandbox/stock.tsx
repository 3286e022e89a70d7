// What is in the store room, and what each shop shows of what can be made of it.
import { Figure } from "./figure.tsx";
import { world } from "./world.ts";

export function Stock() {
  const { shops, items } = world.value!;
  const products = shops[0]?.products ?? [];
  return (
    <section class="card stack" aria-labelledby="stock">
      <h2 id="stock"><span class="number-mark">3</span> Watch the stock</h2>
      <div class="stack">
        <h3 id="shown">What each shop can still sell</h3>
        <p class="hint">Both shops share one store room. Ordak tells each of them what the other has sold.</p>
        <div class="scrolls">
          <table aria-labelledby="shown">
            <thead><tr><th scope="col">Product</th>{shops.map(({ store, name }) => <th key={store} scope="col" class="number">{name}</th>)}</tr></thead>
            <tbody>
              {products.map(({ sku, title }) => (
                <tr key={sku}>
                  <th scope="row">{title}</th>
                  {shops.map(({ store, products: there }) => {
                    const found = there.find((product) => product.sku === sku);
                    return <td key={store} class="number">{found ? <Figure of={`${store}/${sku}`} value={found.available} /> : "–"}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <div class="stack">
        <h3 id="room">The store room</h3>
        <p class="hint">A sale promises what it needs; packing the cake uses it up. Free is what is there, less what is promised and a reserve.</p>
        <div class="scrolls">
          <table aria-labelledby="room">
            <thead><tr><th scope="col">Item</th><th scope="col" class="number">There</th><th scope="col" class="number">Promised</th><th scope="col" class="number">Free</th></tr></thead>
            <tbody>
              {items.map(({ sku, title, uom, on_hand, reserved, ats }) => (
                <tr key={sku}>
                  <th scope="row">{title}{uom !== "each" && `, ${uom}`}</th>
                  <td class="number"><Figure of={`there/${sku}`} value={on_hand} /></td>
                  <td class="number"><Figure of={`held/${sku}`} value={reserved} /></td>
                  <td class="number"><Figure of={`free/${sku}`} value={ats} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
