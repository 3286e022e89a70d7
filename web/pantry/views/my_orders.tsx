import { Icon } from "../../shared/icons.tsx";
import { now } from "../../shared/now.ts";
import { length } from "../../shared/words.ts";
import { answer, withdraw } from "../engine/orders.ts";
import { acting, orders, type Line, type Order } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { PickupCode, windowOf } from "./pickup.tsx";
import { Status } from "./status.tsx";
import { Twice } from "./twice.tsx";

/** A member's own orders: those that run first. */
export function MyOrders() {
  if (orders.value === null) return <Alone text={t("loading")} />;
  const isOver = ({ status }: Order): boolean => status === "COMPLETED" || status === "CANCELLED";
  const sorted = [...orders.value.filter((each) => !isOver(each)), ...orders.value.filter(isOver).reverse()];
  return (
    <>
      <h1>{t("orders.title")}</h1>
      {sorted.length === 0 && <p>{t("orders.none")}</p>}
      <ul class="stack orders-list">{sorted.map((each) => <li key={each.id}><Card order={each} isOver={isOver(each)} /></li>)}</ul>
    </>
  );
}

function Card({ order, isOver }: { order: Order; isOver: boolean }) {
  const { id, status, starts_at, ends_at, pickup_code, cancelled_by, lines, actions } = order;
  const open = lines.filter(({ offer }) => offer === "open");
  return (
    <article class={`card stack order status-${status}`} aria-label={t("order.label", { id })}>
      <p class="row spread"><Status status={status} /><span class="hint">{id}</span></p>
      {!isOver && <p class="next">{named("status", `${status}.text`)}</p>}
      {cancelled_by !== null && <p>{named("closed", cancelled_by)}</p>}
      <p class="row when"><Icon name="clock" /><strong>{windowOf(starts_at, ends_at)}</strong></p>
      {open.map((line) => <Offer key={line.line_no} order={order} line={line} />)}
      {!isOver && <PickupCode code={pickup_code} />}
      <Lines lines={lines} />
      {actions.includes("withdraw_pantry_order") && <Twice button={t("withdraw.button")} question={t("withdraw.question")} yes={t("withdraw.yes")} disabled={acting.value.has(id)} perform={() => void withdraw(order)} />}
    </article>
  );
}

/** Ordered and given, where these differ. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul class="lines">
      {lines.filter(({ offer }) => offer === null || offer === "accepted").map(({ line_no, title, sku, ordered, given, in_place_of }) => (
        <li key={line_no}>
          <span class="quantity">{given} ×</span> {title ?? sku}
          {in_place_of !== null ? <span class="hint"> {t("line.instead")}</span> : given < ordered && <span class="hint"> {t("line.ordered", { n: ordered })}</span>}
        </li>
      ))}
    </ul>
  );
}

function Offer({ order, line }: { order: Order; line: Line }) {
  const before = order.lines.find(({ line_no }) => line_no === line.in_place_of);
  const left = Date.parse(line.offered_until ?? "") - now.value;
  const isBusy = acting.value.has(order.id);
  return (
    <section class="offer stack" aria-label={t("offer.label")}>
      <p class="row when"><Icon name="question" /><span>{t("offer.text", { quantity: line.given, offered: line.title ?? line.sku, missing: before?.title ?? before?.sku ?? "" })}</span></p>
      <p class="hint">{left > 0 ? t("offer.left", { time: length(left) }) : t("offer.over")}</p>
      {left > 0 && (
        <p class="row">
          <button class="button primary grow" disabled={isBusy} onClick={() => void answer(order, line.line_no, true)}>{t("offer.accept")}</button>
          <button class="button grow" disabled={isBusy} onClick={() => void answer(order, line.line_no, false)}>{t("offer.decline")}</button>
        </p>
      )}
    </section>
  );
}
