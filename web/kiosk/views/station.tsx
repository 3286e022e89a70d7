import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { free, here, mine } from "../engine/here.ts";
import { queueReadAt, type BenchTicket } from "../engine/state.ts";
import { stationStage } from "../engine/steps.ts";
import { moment } from "../engine/words.ts";
import { named, t, type Key } from "../texts.ts";
import { Batch } from "./batch.tsx";
import { Card } from "./card.tsx";
import { Noticed } from "./noticed.tsx";
import { Title } from "./title.tsx";

type Tab = "list" | "batch" | "unassigned" | "mine";
/** The ways to show the queue: each is a button of the bar. */
export const TABS: { name: Tab; icon: IconName }[] = [
  { name: "list", icon: "list" }, { name: "batch", icon: "batch" }, { name: "unassigned", icon: "person" }, { name: "mine", icon: "badge" },
];
const EMPTY: Partial<Record<Tab, Key>> = { unassigned: "queue.empty.unassigned", mine: "queue.empty.mine" };
const PAGE = 60;
export const tab = signal<Tab>("list");

/** This stage's queue, in the server's order. */
export function Station() {
  const stage = stationStage();
  const lists = { list: here, unassigned: free, mine };
  return (
    <div class="stack queue">
      <Title>
        <span class="visually-hidden">{stage === null ? t("queue.all") : named("stage", stage)}: </span>
        <small>{t("queue.count", { n: here.value.length })}{queueReadAt.value > 0 && ` · ${t("queue.as-of", { time: moment(queueReadAt.value) })}`}</small>
      </Title>
      <Noticed />
      {queueReadAt.value === 0 && <p role="status">{t("queue.loading")}</p>}
      {tab.value === "batch" ? <Batch tickets={here.value} /> : <Cards key={tab.value} tickets={lists[tab.value].value} />}
    </div>
  );
}

/** So many at a time: a screen of three hundred is no slower than one of thirty. */
export function Cards({ tickets }: { tickets: BenchTicket[] }) {
  const [shown, setShown] = useState(PAGE);
  const more = Math.min(PAGE, tickets.length - shown);
  if (tickets.length === 0 && queueReadAt.value > 0) return <Nothing />;
  return (
    <>
      <ul class="cards">{tickets.slice(0, shown).map((ticket) => <Card key={ticket.id} ticket={ticket} />)}</ul>
      {more > 0 && <button class="button" onClick={() => setShown(shown + PAGE)}>{t("queue.more", { n: more })}</button>}
    </>
  );
}

function Nothing() {
  return (
    <div class="card nothing stack">
      <Icon name="check" />
      <p class="lead">{t(EMPTY[tab.value] ?? "queue.empty")}</p>
      <p class="hint">{t(tab.value === "mine" ? "queue.empty.mine.text" : "queue.empty.text")}</p>
    </div>
  );
}
