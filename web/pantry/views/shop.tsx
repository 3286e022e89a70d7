import { Icon } from "../../shared/icons.tsx";
import { moment } from "../../shared/words.ts";
import { place } from "../engine/basket.ts";
import { chooseSession } from "../engine/reading.ts";
import { chosenSlot, isKept, pieces, placing, refusedLines, session, shelf, slot, waits, wanted, type Session } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { Join } from "./join.tsx";
import { windowOf } from "./pickup.tsx";
import { Shelf } from "./shelf.tsx";
import { Waiting } from "./waiting.tsx";

/** A member orders: when, what, and then one button. */
export function Shop() {
  const found = shelf.value;
  if (found === null || wanted.value === null) return <Alone text={t("loading")} />;
  return (
    <>
      <h1>{t("shop.title")}</h1>
      {found.household_fault === "no household" && <Join />}
      {found.household_fault !== null && found.household_fault !== "no household" && <p class="card stop"><Icon name="blocked" />{named("household", found.household_fault)}</p>}
      {found.sessions.length === 0 ? <p class="card">{t("session.none")}</p> : (
        <>
          {found.sessions.length > 1 && <Sessions />}
          {session.value !== null && <SessionView of={session.value} />}
          {found.household_fault === null && found.orders_left === 0 && <p class="card stop"><Icon name="check" />{t("fault.PAN006")}</p>}
        </>
      )}
      <Shelf />
      <Place />
    </>
  );
}

function Sessions() {
  return (
    <fieldset class="stack">
      <legend><h2>{t("session.choose")}</h2></legend>
      {shelf.value!.sessions.map(({ session_id, title, is_open, opens_at }) => (
        <label key={session_id} class="choice">
          <input type="radio" name="session" checked={session.value?.session_id === session_id} onChange={() => chooseSession(session_id)} />
          <span>{title}{!is_open && <span class="hint"> {t("session.opens", { at: moment(opens_at) })}</span>}</span>
        </label>
      ))}
    </fieldset>
  );
}

function SessionView({ of }: { of: Session }) {
  const { title, is_open, closed_by, opens_at, closes_at, slots } = of;
  return (
    <section class="stack">
      <h2>{title}</h2>
      <p class="row when"><Icon name="clock" />{closed_by === "count" ? t("session.full") : is_open ? t("session.until", { at: moment(closes_at) }) : t("session.opens", { at: moment(opens_at) })}</p>
      <fieldset class="stack slots">
        <legend>{t("slot.choose")}</legend>
        {slots.length === 0 && <p>{t("slot.none")}</p>}
        {slots.map(({ slot_id, starts_at, ends_at, is_full }) => {
          const isHeld = waits.value?.offered_slot_id === slot_id;
          return (
            <label key={slot_id} class={is_full && !isHeld ? "choice full" : "choice"}>
              <input type="radio" name="slot" disabled={is_full && !isHeld} checked={slot.value?.slot_id === slot_id} onChange={() => (chosenSlot.value = slot_id)} />
              <span>{windowOf(starts_at, ends_at)} {isHeld ? <strong>{t("waiting.held")}</strong> : is_full && <strong>{t("slot.full")}</strong>}</span>
            </label>
          );
        })}
      </fieldset>
      <Waiting of={of} />
    </section>
  );
}

/** What is still missing is said; where something was refused, what there is has a button of its own. */
function Place() {
  const left = shelf.value!.orders_left > 0 && shelf.value!.household_fault === null;
  const missing = pieces.value === 0 ? t("place.empty") : !left || !(session.value?.is_open || waits.value?.offered_until) ? t("place.closed") : slot.value === null ? t("place.slot") : null;
  return (
    <div class="place stack">
      <p class="row spread"><strong>{t("basket.pieces", { n: pieces.value })}</strong><span class="hint" role="status">{t(isKept.value ? "basket.kept" : "basket.keeping")}</span></p>
      {refusedLines.value.size > 0 && <button class="button big" disabled={missing !== null || placing.value} onClick={() => void place(true)}>{t("place.available")}</button>}
      <button class="button primary big" disabled={missing !== null || placing.value} onClick={() => void place()}>{t(placing.value ? "place.asking" : "place.button")}</button>
      {missing !== null && <p class="hint">{missing}</p>}
    </div>
  );
}
