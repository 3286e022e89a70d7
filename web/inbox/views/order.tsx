import type { ComponentChildren } from "preact";
import { locale } from "../../shared/texts.ts";
import type { Opened } from "../engine/state.ts";
import { named, t, type Key } from "../texts.ts";

/** The order beside the conversation: where we are with it, and where the marketplace is. */
export function Order({ found: { order, conversation } }: { found: Opened }) {
  return (
    <aside class="order stack" aria-label={t("order.title")}>
      <h2>{t("order.title")}</h2>
      {order === null ? <p>{conversation.order_id ? t("order.unknown", { order: conversation.order_id }) : t("order.none")}</p> : (
        <>
          <dl>
            <Fact name="number">{order.order_id}</Fact>
            <Fact name="status">{named("status", order.status)}</Fact>
            <Fact name="state">{order.state}</Fact>
            <Fact name="ordered">{moment(order.ordered_at)}</Fact>
            <Fact name="ship-by">{moment(order.ship_by)}</Fact>
            <Fact name="total">{order.total_amount === null ? null : money(order.total_amount, order.currency)}</Fact>
          </dl>
          <h3>{t("order.lines")}</h3>
          <ul class="stack">{order.lines.map((line, no) => <li key={no}>{line.quantity} × {line.title ?? line.sku} {line.title && <span class="hint">{line.sku}</span>}</li>)}</ul>
        </>
      )}
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return children === null ? null : <div><dt class="hint">{t(`order.${name}` as Key)}</dt><dd>{children}</dd></div>;
}

const moment = (at: string | null): string | null =>
  at === null ? null : new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

const money = (amount: number, currency: string | null): string =>
  new Intl.NumberFormat(locale(), currency === null ? {} : { style: "currency", currency }).format(amount);
