import { Icon } from "../../shared/icons.tsx";
import { want } from "../engine/basket.ts";
import { names, refusedLines, shelf, wanted, type ShelfItem } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Diets } from "./diets.tsx";

/** What the pantry offers, with how many of each are in the basket. */
export function Shelf() {
  const items = shelf.value!.items;
  const offered = new Set(items.map(({ sku }) => sku));
  const gone = [...wanted.value!.keys()].filter((sku) => !offered.has(sku));
  return (
    <section class="stack">
      <h2>{t("shelf.title")}</h2>
      {items.length === 0 && <p>{t("shelf.none")}</p>}
      <ul class="shelf">
        {gone.map((sku) => <Gone key={sku} sku={sku} />)}
        {items.map((item) => <Item key={item.sku} item={item} />)}
      </ul>
    </section>
  );
}

function Item({ item: { sku, title, pieces_left, most, suits, fits } }: { item: ShelfItem }) {
  const quantity = wanted.value!.get(sku) ?? 0;
  const allowed = Math.min(pieces_left, most ?? pieces_left);
  const name = title ?? sku;
  const refused = refusedLines.value.get(sku);
  const short = refused ?? (quantity > allowed ? allowed : undefined);
  return (
    <li class={short === undefined ? "card item" : "card item short"}>
      <div class="grow">
        <h3>{name}</h3>
        <p class="hint">{pieces_left === 0 ? t("item.out") : t("item.left", { n: pieces_left })}{most !== null && ` · ${t("item.most", { n: most })}`}</p>
        <p class="row diets">
          <Diets diets={suits} />
          {!fits && <span class="badge warn"><Icon name="warning" />{t("item.unfit")}</span>}
        </p>
        {short !== undefined && <p class="fault" role="alert"><Icon name="warning" />{short === 0 ? t("line.none", { name }) : t("line.short", { n: short })}</p>}
      </div>
      <Stepper name={name} quantity={quantity} most={allowed} change={(next) => want(sku, next)} />
    </li>
  );
}

function Gone({ sku }: { sku: string }) {
  return (
    <li class="card item short">
      <p class="grow fault"><Icon name="warning" />{t("item.gone", { name: names.value.get(sku) ?? sku })}</p>
      <button class="button" onClick={() => want(sku, 0)}>{t("item.remove")}</button>
    </li>
  );
}

function Stepper({ name, quantity, most, change }: { name: string; quantity: number; most: number; change: (next: number) => void }) {
  return (
    <div class="stepper" role="group" aria-label={name}>
      <button class="button" aria-label={t("step.less", { name })} disabled={quantity === 0} onClick={() => change(quantity - 1)}><Icon name="minus" /></button>
      <output aria-live="polite">{quantity}</output>
      <button class="button" aria-label={t("step.more", { name })} disabled={quantity >= most} onClick={() => change(quantity + 1)}><Icon name="plus" /></button>
    </div>
  );
}
