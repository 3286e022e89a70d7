import { Icon } from "../../shared/icons.tsx";
import { moment } from "../../shared/words.ts";
import { joinWaitingList, leaveWaitingList } from "../engine/joining.ts";
import { waits, type Session } from "../engine/state.ts";
import { t } from "../texts.ts";

/** Where all places of a session are taken: wait for one, and have it held. */
export function Waiting({ of: { session_id, is_open, closed_by, slots } }: { of: Session }) {
  const entry = waits.value;
  if (entry !== null) {
    const until = entry.offered_until;
    return (
      <section class="card stack" role="status">
        <p class="row when"><Icon name={until === null ? "clock" : "check"} />{until === null ? t("waiting.text") : t("waiting.held-text", { at: moment(until) })}</p>
        <button class="button" onClick={() => void leaveWaitingList(session_id)}>{t(until === null ? "waiting.leave" : "waiting.let-go")}</button>
      </section>
    );
  }
  const isFull = closed_by === "count" || (is_open && slots.length > 0 && slots.every((each) => each.is_full));
  return isFull ? <button class="button big" onClick={() => void joinWaitingList(session_id)}><Icon name="clock" />{t("waiting.join")}</button> : null;
}
