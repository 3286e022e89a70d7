import { Icon, type IconName } from "../../shared/icons.tsx";
import { now } from "../../shared/now.ts";
import { moment, seconds } from "../../shared/words.ts";
import { open, takeBack } from "../engine/actions.ts";
import { lastScans, undoableUntil } from "../engine/last_scans.ts";
import type { Came } from "../engine/scan.ts";
import { isSupervisor, numberOf } from "../engine/tickets.ts";
import { named, t, type Key } from "../texts.ts";
import { Title } from "./title.tsx";

const ICONS: Record<Came["came"], IconName> = {
  waiting: "waiting", ok: "check", already: "check", refused: "warning", undoing: "clock", undone: "undo", withdrawn: "undo",
};

/** What somebody has scanned at this kiosk, what came of each, and Take back for as long as it may be. */
export function LastScans() {
  return (
    <div class="stack">
      <Title>{t("scans.title")}</Title>
      <p>{t(lastScans.value.length === 0 ? "scans.empty" : "scans.text")}</p>
      <ul class="stack">{lastScans.value.map((each) => <One key={each.scan_id} each={each} />)}</ul>
    </div>
  );
}

function One({ each }: { each: Came }) {
  const number = numberOf(each.ticket_id);
  const left = undoableUntil(each) - now.value;
  return (
    <li class="card row spread scanned">
      <div class="grow stack tight">
        <h2>{number} · {each.action === null ? t("band.something") : named("action", each.action)}</h2>
        <div class="row">
          <span class={`badge ${each.came === "refused" ? "bad" : "fresh"}`}><Icon name={ICONS[each.came]} />{t(`scans.came.${each.came}` as Key)}</span>
          {each.code !== undefined && <span>{named("fault", each.code)}</span>}
        </div>
        <p class="hint">{moment(each.scanned_at)}{isSupervisor() && ` · ${each.display_name}`}</p>
      </div>
      <button class="button" aria-label={t("queue.open", { ticket: number })} onClick={() => void open(each.ticket_id)}>{t("queue.open.short")}</button>
      {left > 0 && (
        <button class="button primary" aria-label={t("scans.back", { ticket: number })} onClick={() => void takeBack(each.scan_id, each.ticket_id)}>
          <Icon name="undo" />{t("band.undo.unsent")}{left < Infinity && ` (${seconds(Math.ceil(left / 1000))})`}
        </button>
      )}
    </li>
  );
}
