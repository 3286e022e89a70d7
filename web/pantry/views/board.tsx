import { useState } from "preact/hooks";
import { live } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { minute } from "../../shared/now.ts";
import { act, complete } from "../engine/orders.ts";
import { readPickupCode } from "../engine/pickup_code.ts";
import { acting, notice, opened, openedId, orders, type Order } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { OpenedOrder } from "./opened_order.tsx";
import { windowOf } from "./pickup.tsx";
import { Status, STATUSES } from "./status.tsx";

/** The orders that staff work off: a column for each status, what is picked up first at the top, as the server lists it. */
export function Board() {
  if (orders.value === null) return <Alone text={t("loading")} />;
  return (
    <>
      <div class="row spread">
        <h1>{t("nav.board")}</h1>
        <p class="badge fresh"><Icon name={live.value ? "live" : "clock"} />{t(live.value ? "live.on" : "live.off")}</p>
        <Code />
      </div>
      <div class="columns">{STATUSES.map((status) => <Column key={status} status={status} />)}</div>
      {opened.value !== null && <OpenedOrder order={opened.value} />}
    </>
  );
}

function Column({ status }: { status: string }) {
  const own = orders.value!.filter((each) => each.status === status);
  return (
    <section class={`column status-${status}`}>
      <h2 class="row"><Status status={status} /><span class="count">{own.length}</span></h2>
      {own.length === 0 ? <p class="hint">{t("board.none")}</p> : <ul class="stack" aria-label={named("status", status)}>{own.map((each) => <li key={each.id}><Card order={each} /></li>)}</ul>}
    </section>
  );
}

const NEXT = ["confirm_pantry_order", "start_pantry_order", "ready_pantry_order"];

function Card({ order }: { order: Order }) {
  const { id, status, member_name, starts_at, ends_at, lines, actions } = order;
  const next = NEXT.find((each) => actions.includes(each));
  const isOver = Date.parse(ends_at) <= minute.value;
  const isOpen = lines.some(({ offer }) => offer === "open");
  const isBusy = acting.value.has(id);
  return (
    <article class={isOver ? "card order arrives late" : "card order arrives"}>
      <p class="row spread"><strong class="number-of">{id}</strong><span>{member_name}</span></p>
      <p class="row when"><Icon name="clock" />{windowOf(starts_at, ends_at)}</p>
      <p class="row">
        <span>{t("basket.pieces", { n: lines.reduce((sum, { given }) => sum + given, 0) })}</span>
        {isOver && <span class="badge bad"><Icon name="warning" />{t(status === "READY" ? "board.waited" : "board.late")}</span>}
        {isOpen && <span class="badge warn"><Icon name="question" />{t("board.offer")}</span>}
      </p>
      <p class="row">
        {next !== undefined && <button class="button primary grow" disabled={isBusy} onClick={() => void act(next, id)}>{named("action", next)}</button>}
        <button class="button grow" aria-label={t("board.open", { id })} onClick={() => (openedId.value = id)}>{t("board.more")}</button>
      </p>
    </article>
  );
}

/** For a code that no scanner reads: it is typed. */
function Code() {
  const [text, setText] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const code = readPickupCode(text);
    if (code === null) notice.value = { kind: "bad", sentence: "code.unknown" };
    else void complete(code).then(() => setText(""));
  };
  return (
    <form class="row code-form" onSubmit={submit}>
      <label class="row"><Icon name="scan" /><span>{t("code.label")}</span>
        <input class="input" autocomplete="off" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </label>
      <button class="button" type="submit" disabled={text.trim() === ""}>{t("code.button")}</button>
    </form>
  );
}
