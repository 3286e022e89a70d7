import { Icon } from "../../shared/icons.tsx";
import { pack, print, undoLast } from "../engine/actions.ts";
import { close } from "../engine/parcels.ts";
import { counted, labelUrl, queue, waiting, type Item, type Parcel } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Due } from "./due.tsx";

/** One parcel: what belongs in and what is in, then its label, then the lid. */
export function OpenParcel({ parcel }: { parcel: Parcel }) {
  const { id, ship_by, packs_now, status, items } = parcel;
  return (
    <article class="stack open-parcel">
      <header class="row spread">
        <h1 class="number-of">{id}</h1>
        <Due at={ship_by} />
        <button class="button" onClick={close}><Icon name="back" />{t("parcel.close")}</button>
      </header>
      {!packs_now && <p class="stop" role="alert"><Icon name="cancelled" />{t("parcel.stop", { status: named("status", status) })}</p>}
      <ul class="items" aria-label={t("parcel.items")}>{items.map((item) => <Line key={item.sku} item={item} />)}</ul>
      {packs_now && <Steps parcel={parcel} />}
    </article>
  );
}

function Line({ item }: { item: Item }) {
  const { sku, title, shelf, needed, verified } = item;
  const kind = verified > needed ? "over" : verified === needed ? "done" : verified > 0 ? "begun" : "open";
  return (
    <li class={`card item item-${kind}`}>
      <span class="how-many"><strong>{verified}</strong><span class="of"> / {needed}</span></span>
      <span class="grow"><strong class="title">{title}</strong><span class="hint">{sku}</span>{kind === "over" && <strong class="fault">{t("item.over")}</strong>}</span>
      <span class="shelf"><Icon name="storage" />{shelf ?? t("shelf.none")}</span>
      <span class="mark">{kind === "done" && <><Icon name="check" /><span class="visually-hidden">{t("item.done")}</span></>}</span>
    </li>
  );
}

/** What comes next is the one button that is filled. */
function Steps({ parcel }: { parcel: Parcel }) {
  const { verified, has_label, prints, packed_at } = parcel;
  const ready = has_label && (verified || queue.value?.refuses === false);
  if (packed_at !== null) return <p class="nothing"><Icon name="check" />{t("parcel.packed")}</p>;
  return (
    <footer class="steps row">
      <button class="button" disabled={counted.value.length === 0} onClick={() => void undoLast()}><Icon name="undo" />{t("step.undo")}</button>
      <button class={`button big ${ready && prints === 0 ? "primary" : ""}`} disabled={!ready} onClick={() => void print()}>
        <Icon name="print" />{t(prints > 0 ? "step.reprint" : "step.print")}
      </button>
      <button class={`button big ${ready && prints > 0 ? "primary" : ""}`} disabled={!ready || prints === 0 || waiting.value > 0} onClick={() => void pack()}>
        <Icon name="packing" />{t("step.pack")}
      </button>
      {labelUrl.value !== null && <a class="button" href={labelUrl.value} target="_blank" rel="noopener">{t("step.open-label")}</a>}
      <p class="hint grow">{hintOf(parcel, ready)}</p>
    </footer>
  );
}

function hintOf({ verified, has_label, prints }: Parcel, ready: boolean): string {
  if (!has_label) return t("hint.no-label");
  if (!ready) return t("hint.scan");
  if (!verified) return t("hint.trial");
  return prints === 0 ? t("hint.print") : t("hint.pack");
}
