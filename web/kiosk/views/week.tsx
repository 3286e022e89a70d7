import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import type { Answer } from "../../shared/rpc.ts";
import { day } from "../../shared/words.ts";
import { device, type Stage } from "../engine/state.ts";
import { STAGES } from "../engine/steps.ts";
import { numberOf, stageIcon } from "../engine/tickets.ts";
import { named, t, type Key } from "../texts.ts";
import { useAnswer } from "./asked.ts";
import { Found } from "./found.tsx";
import { InSight } from "./in_sight.tsx";
import { Title } from "./title.tsx";

const LISTS = ["overdue", "unassigned", "blocked", "flagged", "undated"] as const;
type List = (typeof LISTS)[number];
const WORRIES: readonly string[] = ["overdue", "blocked", "flagged", "undated", "shortfalls"];
const of = (stage: Stage) => stage.toLowerCase() as "filling" | "covering" | "decorating" | "packing";

/** The week at a glance, for who plans it: numbers, what is behind them, and what fits into each day. */
export function Week() {
  const store = device.value.kind === "enrolled" ? device.value.store : "";
  const [answer, again] = useAnswer("get_week", { store });
  const [shown, show] = useState<List | "shortfalls" | null>(null);
  return (
    <div class="stack">
      <div class="row spread"><Title>{t("week.title")}</Title><button class="button" onClick={again}>{t("week.again")}</button></div>
      {answer === undefined && <p role="status">{t("week.loading")}</p>}
      {answer === null && <p role="alert">{t("week.missing")}</p>}
      {answer && (
        <>
          <div class="figures" role="group" aria-label={t("week.numbers")}>
            <p class="card figure"><span>{t("week.open")}</span><strong>{answer.open}</strong></p>
            {[...LISTS, "shortfalls" as const].map((name) => (
              <button key={name} class={`card figure ${WORRIES.includes(name) && answer[name] > 0 ? "worry" : ""}`} aria-expanded={shown === name} onClick={() => show(shown === name ? null : name)}>
                <span>{WORRIES.includes(name) && answer[name] > 0 && <Icon name="warning" />}{t(`week.${name}` as Key)}</span><strong>{answer[name]}</strong>
              </button>
            ))}
          </div>
          {shown === "shortfalls" && <Shortfalls store={store} />}
          {shown !== null && shown !== "shortfalls" && <Behind key={shown} store={store} which={shown} />}
          <Days days={answer.days} />
        </>
      )}
    </div>
  );
}

function Days({ days }: { days: Answer<"get_week">["days"] }) {
  return (
    <section class="card stack" aria-labelledby="by-day">
      <h2 id="by-day">{t("week.days")}</h2>
      <div class="scrolls" tabIndex={0} role="group" aria-labelledby="by-day">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("week.day")}</th>
              {STAGES.map((stage) => (
                <th key={stage} scope="col"><span class={`stage stage-${of(stage)}`}><Icon name={stageIcon(stage)} />{named("stage", stage)}</span></th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((one) => (
              <tr key={one.date}>
                <th scope="row">{day(one.date)}</th>
                {STAGES.map((stage) => <Load key={stage} ahead={one.ahead[of(stage)]} capacity={one.capacity[of(stage)]} over={one.overbooked.includes(stage)} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What a stage still has to do for a day, of what it can. */
function Load({ ahead, capacity, over }: { ahead: number; capacity: number | null; over: boolean }) {
  return (
    <td>
      {capacity === null ? ahead : t("week.capacity", { open: ahead, capacity })}
      {over && <span class="badge bad"><Icon name="warning" />{t("week.over")}</span>}
      {capacity !== null && capacity > 0 && <meter min={0} max={capacity} value={Math.min(ahead, capacity)} aria-hidden="true" />}
    </td>
  );
}

function Behind({ store, which }: { store: string; which: List }) {
  const [answer] = useAnswer("get_open_list", { store, which, limit: 100, offset: 0 });
  return (
    <section class="stack" aria-labelledby="behind">
      <InSight id="behind" of={answer}>{t(`week.${which}`)}</InSight>
      {answer === undefined && <p role="status">{t("find.loading")}</p>}
      {answer === null && <p role="alert">{t("week.missing")}</p>}
      {answer && <Found tickets={answer.tickets} />}
    </section>
  );
}

function Shortfalls({ store }: { store: string }) {
  const [answer] = useAnswer("list_shortfalls", { store, limit: 100, offset: 0 });
  return (
    <section class="stack" aria-labelledby="short">
      <InSight id="short" of={answer}>{t("week.shortfalls")}</InSight>
      {answer === undefined && <p role="status">{t("find.loading")}</p>}
      {answer === null && <p role="alert">{t("week.missing")}</p>}
      <ul class="stack">
        {answer?.shortfalls.map((one) => (
          <li key={`${one.sku} ${one.order_id}`} class="card row spread">
            <strong>{t("week.short", { title: one.title, qty: one.qty, uom: one.uom })}</strong>
            <span>{one.tickets.map(numberOf).join(", ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
