import { Icon } from "../../shared/icons.tsx";
import { useAnswer } from "../asked.ts";
import { device } from "../state.ts";
import { named, t, type Key } from "../texts.ts";
import { STAGES, stageIcon } from "../tickets.ts";
import { day } from "../words.ts";
import { Title } from "./title.tsx";

const NUMBERS = ["open", "overdue", "unassigned", "blocked", "flagged", "undated"] as const;
const WORRIES: readonly string[] = ["overdue", "blocked", "flagged", "undated"];

/** The week at a glance, for who plans it. */
export function Week() {
  const store = device.value.kind === "enrolled" ? device.value.store : "";
  const [answer, again] = useAnswer("get_orders_for_dashboard", { store, period: "week" });
  const most = Math.max(1, ...(answer?.days ?? []).map((one) => one.open));
  return (
    <div class="stack">
      <div class="row spread"><Title>{t("week.title")}</Title><button class="button" onClick={again}>{t("week.again")}</button></div>
      {answer === undefined && <p role="status">{t("week.loading")}</p>}
      {answer === null && <p role="alert">{t("week.missing")}</p>}
      {answer && (
        <>
          <dl class="figures">
            {NUMBERS.map((name) => (
              <div key={name} class={`card ${WORRIES.includes(name) && answer[name] > 0 ? "worry" : ""}`}>
                <dt>{WORRIES.includes(name) && answer[name] > 0 && <Icon name="warning" />}{t(`week.${name}` as Key)}</dt><dd>{answer[name]}</dd>
              </div>
            ))}
            <div class="card"><dt>{t("week.completed")}</dt><dd>{answer.completed_today}</dd></div>
          </dl>
          <section class="card stack" aria-labelledby="by-stage">
            <h2 id="by-stage">{t("week.stages")}</h2>
            <dl class="figures">
              {STAGES.map((stage) => (
                <div key={stage} class={`stage-${stage.toLowerCase()}`}>
                  <dt class="stage"><Icon name={stageIcon(stage)} />{named("stage", stage)}</dt>
                  <dd>{answer.stages[stage.toLowerCase() as keyof typeof answer.stages]}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section class="card stack" aria-labelledby="by-day">
            <h2 id="by-day">{t("week.days")}</h2>
            <table>
              <thead><tr><th scope="col">{t("week.day")}</th><th scope="col">{t("week.open")}</th></tr></thead>
              <tbody>
                {answer.days.map((one) => (
                  <tr key={one.date}><th scope="row">{day(one.date)}</th><td><meter min={0} max={most} value={one.open} aria-hidden="true" /> {one.open}</td></tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </div>
  );
}
