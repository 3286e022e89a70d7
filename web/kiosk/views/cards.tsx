import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { queueReadAt, type BenchTicket } from "../engine/state.ts";
import { t, type Key } from "../texts.ts";
import { Card } from "./card.tsx";
import { tab, type Tab } from "./tabs.ts";

const EMPTY: Partial<Record<Tab, Key>> = { unassigned: "queue.empty.unassigned", mine: "queue.empty.mine" };
const PAGE = 60;

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
