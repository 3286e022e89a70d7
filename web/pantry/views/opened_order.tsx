import { useState } from "preact/hooks";
import { Dialog } from "../../shared/dialog.tsx";
import { act, cancel, complete, offer } from "../engine/orders.ts";
import { acting, items, openedId, type Line, type Order } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Notice } from "./notice.tsx";
import { windowOf } from "./pickup.tsx";
import { Status } from "./status.tsx";
import { Twice } from "./twice.tsx";

const close = () => {
  openedId.value = null;
};

/** An order with its lines: what is not there is offered in another form, and what is over is cancelled. */
export function OpenedOrder({ order }: { order: Order }) {
  const { id, status, member_name, starts_at, ends_at, lines, actions } = order;
  const isBusy = acting.value.has(id);
  const mayOffer = actions.includes("offer_substitute");
  return (
    <Dialog title={t("order.label", { id })} onClose={close}>
      <Notice />
      <p class="row spread"><Status status={status} /><strong>{member_name}</strong></p>
      <p>{windowOf(starts_at, ends_at)}</p>
      <ul class="stack">{lines.map((line) => <li key={line.line_no}><LineView order={order} line={line} mayOffer={mayOffer} /></li>)}</ul>
      <p class="row">
        {["confirm_pantry_order", "start_pantry_order", "ready_pantry_order"].filter((each) => actions.includes(each)).map((each) => (
          <button key={each} class="button primary" disabled={isBusy} onClick={() => void act(each, id)}>{named("action", each)}</button>
        ))}
        {actions.includes("complete_pantry_order") && <Twice button={t("complete.by-hand")} question={t("complete.question", { name: member_name })} yes={t("code.button")} disabled={isBusy} perform={() => void complete(id)} />}
      </p>
      {actions.includes("cancel_pantry_order") && <Cancel order={order} />}
      <button class="button" onClick={close}>{t("close")}</button>
    </Dialog>
  );
}

function LineView({ order, line, mayOffer }: { order: Order; line: Line; mayOffer: boolean }) {
  const [asks, setAsks] = useState(false);
  const { title, sku, given, ordered, offer: offered, in_place_of } = line;
  return (
    <div class="stack line">
      <p class="row spread">
        <span><span class="quantity">{given} ×</span> {title ?? sku}{given < ordered && <span class="hint"> {t("line.ordered", { n: ordered })}</span>}</span>
        {offered !== null && <span class={offered === "open" ? "badge warn" : "badge fresh"}>{named("status", `offer.${offered}`)}</span>}
        {mayOffer && in_place_of === null && given > 0 && !asks && <button class="button" onClick={() => setAsks(true)}>{t("offer.begin")}</button>}
      </p>
      {asks && <Offer order={order} line={line} done={() => setAsks(false)} />}
    </div>
  );
}

function Offer({ order, line, done }: { order: Order; line: Line; done: () => void }) {
  const preferred = items.value?.find(({ sku }) => sku === line.sku)?.substitutes ?? [];
  const others = (items.value ?? []).filter(({ sku, is_offered }) => is_offered && sku !== line.sku);
  const choices = [...others].sort((one, other) => Number(preferred.includes(other.sku)) - Number(preferred.includes(one.sku)));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    if (await offer(order, line.line_no, String(given.get("sku")), Number(given.get("quantity")))) done();
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <label class="field"><span>{t("offer.instead")}</span>
        <select class="input" name="sku" required>{choices.map(({ sku, title }) => <option key={sku} value={sku}>{title ?? sku}</option>)}</select>
      </label>
      <label class="field"><span>{t("offer.pieces")}</span><input class="input" name="quantity" type="number" min="1" max={line.given} defaultValue={String(line.given)} required /></label>
      <p class="row"><button class="button primary" type="submit" disabled={choices.length === 0}>{t("offer.send")}</button><button class="button" type="button" onClick={done}>{t("close")}</button></p>
    </form>
  );
}

function Cancel({ order }: { order: Order }) {
  const [reason, setReason] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await cancel(order, reason.trim())) close();
  };
  return (
    <form class="row cancel" onSubmit={(event) => void submit(event)}>
      <label class="field grow"><span>{t("cancel.reason")}</span><input class="input" maxLength={500} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} /></label>
      <button class="button danger" type="submit" disabled={reason.trim() === "" || acting.value.has(order.id)}>{t("cancel.button")}</button>
    </form>
  );
}
