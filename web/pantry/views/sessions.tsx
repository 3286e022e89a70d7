import { momentOf, wallTime } from "../../shared/days.ts";
import { Icon } from "../../shared/icons.tsx";
import { serverNow } from "../../shared/clock.ts";
import { moment } from "../../shared/words.ts";
import { closeSession, copySession, saveSession, saveSlot } from "../engine/set_up.ts";
import { form, formFault, isLead, sessions, type Form as Open, type Session, type Slot } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { Field, Form, numberOf, textOf } from "./field.tsx";
import { windowOf } from "./pickup.tsx";
import { Twice } from "./twice.tsx";

const HOUR = 3_600_000;

function open(next: Open): void {
  formFault.value = null;
  form.value = next;
}

/** The sessions, the latest first, with their pick-up times. */
export function Sessions() {
  const { value: shown } = form;
  if (sessions.value === null) return <Alone text={t("loading")} />;
  return (
    <>
      <p class="row spread"><h1>{t("nav.sessions")}</h1>{isLead.value && <button class="button primary" onClick={() => open({ of: "session" })}><Icon name="plus" />{t("session.new")}</button>}</p>
      {!isLead.value && <p class="hint">{t("session.others")}</p>}
      {shown?.of === "session" && shown.session === undefined && <SessionForm />}
      {sessions.value.length === 0 && <p>{t("session.nothing")}</p>}
      <ul class="stack">{sessions.value.map((each) => <li key={each.session_id}><Card session={each} /></li>)}</ul>
    </>
  );
}

function Card({ session }: { session: Session }) {
  const { session_id, title, opens_at, closes_at, state, is_open, closed_by, max_orders, taken, slots } = session;
  const shown = form.value !== null && "session" in form.value && form.value.session?.session_id === session_id ? form.value : null;
  return (
    <section class="card stack">
      <p class="row spread"><h2>{title}</h2><span class={is_open ? "badge open" : "badge fresh"}><Icon name={is_open ? "check" : state === "closed" ? "blocked" : "clock"} />{is_open ? t("session.open") : state === "closed" ? named("closed", closed_by ?? "time") : t("session.planned")}</span></p>
      <p>{t("session.times", { from: moment(opens_at), to: moment(closes_at) })} · {max_orders === null ? t("session.orders", { n: taken ?? 0 }) : t("session.orders-of", { taken: taken ?? 0, most: max_orders })}</p>
      <ul class="slots-list">
        {slots.map((slot) => (
          <li key={slot.slot_id} class="row spread">
            <span>{windowOf(slot.starts_at, slot.ends_at)}</span>
            <span class={(slot.taken ?? 0) > (slot.capacity ?? 0) ? "badge bad" : "badge fresh"}>{t("slot.taken", { taken: slot.taken ?? 0, capacity: slot.capacity ?? 0 })}</span>
            {isLead.value && <button class="button" aria-label={t("slot.edit", { window: windowOf(slot.starts_at, slot.ends_at) })} onClick={() => open({ of: "slot", session, slot })}>{t("form.edit")}</button>}
          </li>
        ))}
      </ul>
      {shown?.of === "session" && <SessionForm session={session} />}
      {shown?.of === "slot" && <SlotForm key={shown.slot?.slot_id} session={session} slot={shown.slot} />}
      {shown?.of === "copy" && (
        <Form title={t("session.copy")} save={(given) => copySession(session, textOf(given, "opens_on"))}>
          <Field name="opens_on" label={t("session.copy-day")} type="date" required />
        </Form>
      )}
      {isLead.value && shown === null && (
        <p class="row">
          <button class="button" onClick={() => open({ of: "copy", session })}>{t("session.copy")}</button>
          {state !== "closed" && (
            <>
              <button class="button" onClick={() => open({ of: "slot", session })}>{t("slot.new")}</button>
              <button class="button" onClick={() => open({ of: "session", session })}>{t("form.edit")}</button>
              <Twice button={t("session.close")} question={t("session.close-question")} yes={t("session.close-yes")} perform={() => void closeSession(session)} />
            </>
          )}
        </p>
      )}
    </section>
  );
}

const next = (hours: number): string => wallTime(Math.ceil(serverNow() / HOUR + hours) * HOUR);
const wall = (at: string): string => wallTime(Date.parse(at));

function SessionForm({ session }: { session?: Session }) {
  const save = (given: FormData) => saveSession({
    session_id: session?.session_id ?? null, title: textOf(given, "title"), opens_at: momentOf(textOf(given, "opens_at")),
    closes_at: momentOf(textOf(given, "closes_at")), max_orders: numberOf(given, "max_orders"),
  });
  return (
    <Form title={t(session === undefined ? "session.new" : "session.edit")} save={save}>
      <Field name="title" label={t("session.title")} value={session?.title} required maxLength={100} />
      <Field name="opens_at" label={t("session.opens-at")} type="datetime-local" value={session ? wall(session.opens_at) : next(0)} required />
      <Field name="closes_at" label={t("session.closes-at")} type="datetime-local" value={session ? wall(session.closes_at) : next(24)} required />
      <Field name="max_orders" label={t("session.most")} type="number" min={1} max={10_000} value={session?.max_orders ?? ""} />
    </Form>
  );
}

function SlotForm({ session, slot }: { session: Session; slot: Slot | undefined }) {
  const save = (given: FormData) => saveSlot({
    session_id: session.session_id, slot_id: slot?.slot_id ?? null, starts_at: momentOf(textOf(given, "starts_at")),
    ends_at: momentOf(textOf(given, "ends_at")), capacity: numberOf(given, "capacity") ?? 0,
  });
  const last = session.slots.at(-1);
  return (
    <Form title={t(slot === undefined ? "slot.new" : "slot.change")} save={save}>
      <Field name="starts_at" label={t("slot.starts")} type="datetime-local" value={wall(slot?.starts_at ?? last?.ends_at ?? session.closes_at)} required />
      <Field name="ends_at" label={t("slot.ends")} type="datetime-local" value={slot ? wall(slot.ends_at) : wallTime(Date.parse(last?.ends_at ?? session.closes_at) + HOUR)} required />
      <Field name="capacity" label={t("slot.capacity")} type="number" min={0} max={10_000} value={slot?.capacity ?? last?.capacity ?? 10} required />
    </Form>
  );
}
