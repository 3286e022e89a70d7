import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { online } from "../../shared/connection.ts";
import { act } from "../engine/actions.ts";
import { asking } from "../engine/screen.ts";
import { active, device, roster } from "../engine/state.ts";
import { numberOf, type AnyTicket } from "../engine/tickets.ts";
import { named, t, type Key } from "../texts.ts";
import { useAnswer } from "./asked.ts";
import { Dialog } from "../../shared/dialog.tsx";

const close = () => {
  asking.value = null;
};
interface Asked {
  ticket: AnyTicket;
  answer: (fields: Record<string, unknown>) => void;
}

/** What an action has to be told before it is done. */
export function Question({ action, ticket }: { action: string; ticket: AnyTicket }) {
  const answer = (fields: Record<string, unknown>) => {
    close();
    void act(action, ticket.id, fields);
  };
  const questions: Record<string, [string, (asked: Asked) => ComponentChildren]> = {
    assign_staff: [t("form.assign", { ticket: numberOf(ticket.id) }), WhoWorks],
    set_storage: [named("action", action), Where],
    qc_return_to_decorating: [t("form.reason"), WhatIsWrong],
    set_priority: [t("form.priority", { ticket: numberOf(ticket.id) }), HowUrgent],
    clear_shortfall: [t("form.shortfall", { ticket: numberOf(ticket.id) }), WithoutStock],
  };
  const [title, Form] = questions[action] ?? [named("action", action), WithoutQuestion];
  return (
    <Dialog title={title} onClose={close}>
      <Form ticket={ticket} answer={answer} />
      <button class="button" onClick={close}>{t("form.cancel")}</button>
    </Dialog>
  );
}

function WhoWorks({ ticket, answer }: Asked) {
  const me = active.value?.staff_id;
  const [able] = useAnswer("list_assignable", online.value ? { store: ticket.store } : null);
  // Without an answer everybody of the kiosk is named: whom it cannot be given to, the server says.
  const who = able?.people.filter((one) => one.stages.includes(ticket.stage)) ?? (able === undefined && online.value ? [] : roster.value);
  const people = who.toSorted((a, b) => Number(b.staff_id === me) - Number(a.staff_id === me));
  return (
    <ul class="names">
      {people.map((one) => (
        <li key={one.staff_id}>
          <button class="button" aria-pressed={one.staff_id === ticket.assignee_id} onClick={() => answer({ staff_id: one.staff_id })}>
            {one.display_name}{one.staff_id === me && ` (${t("ticket.you")})`}
          </button>
        </li>
      ))}
      <li><button class="button" aria-pressed={ticket.assignee_id === null} onClick={() => answer({ staff_id: null })}>{t("form.assign.nobody")}</button></li>
    </ul>
  );
}

function Where({ ticket, answer }: Asked) {
  return (
    <>
      {online.value && <Places answer={(storage) => answer({ storage })} />}
      <Words label={t("form.storage")} hint={t("form.storage.hint")} was={ticket.storage ?? ""} send={t("form.save")} answer={(storage) => answer({ storage })} />
    </>
  );
}

function Places({ answer }: { answer: (storage: string) => void }) {
  const [known] = useAnswer("list_storage_locations", { store: device.value.kind === "enrolled" ? device.value.store : "" });
  const places = known?.locations.filter((one) => one.is_active) ?? [];
  return places.length === 0 ? null : (
    <div class="row" role="group" aria-label={t("form.storage.known")}>
      {places.map((one) => <button key={one.code} class="button" onClick={() => answer(one.code)}>{one.name}</button>)}
    </div>
  );
}

function WhatIsWrong({ answer }: Asked) {
  const [reason, setReason] = useState("");
  return (
    <>
      <div class="row">
        {["scratch", "text", "colour"].map((kind) => {
          const said = t(`form.reason.${kind}` as Key);
          return <button key={kind} class="button" aria-pressed={reason === said} onClick={() => setReason(said)}>{said}</button>;
        })}
      </div>
      <Words key={reason} label={t("form.reason")} was={reason} send={t("form.reason.send")} answer={(said) => answer({ reason: said })} />
    </>
  );
}

function HowUrgent({ answer }: Asked) {
  return (
    <div class="row">
      {(["High", "Medium", "Low"] as const).map((priority) => (
        <button key={priority} class="button" onClick={() => answer({ priority })}>{t(`ticket.priority.${priority}`)}</button>
      ))}
      <button class="button" onClick={() => answer({ priority: null })}>{t("form.priority.auto")}</button>
    </div>
  );
}

function WithoutStock({ answer }: Asked) {
  return (
    <>
      <p>{t("form.shortfall.text")}</p>
      <Words label={t("form.note")} was="" send={t("form.shortfall.confirm")} optional answer={(note) => answer(note === "" ? {} : { note })} />
    </>
  );
}

function WithoutQuestion({ answer }: Asked) {
  return <button class="button primary" onClick={() => answer({})}>{t("form.save")}</button>;
}

/** One line of text, and the button that sends it. */
function Words({ label, hint, was, send, optional = false, answer }: {
  label: string; hint?: string; was: string; send: string; optional?: boolean; answer: (text: string) => void;
}) {
  const [text, setText] = useState(was);
  const id = useId();
  const enter = (event: Event) => {
    event.preventDefault();
    if (optional || text.trim() !== "") answer(text.trim());
  };
  return (
    <form class="stack" onSubmit={enter}>
      <div class="field">
        <label for={id}>{label}</label>
        <input id={id} class="input" value={text} maxLength={100} autocomplete="off" aria-describedby={`${id}-hint`} onInput={(event) => setText(event.currentTarget.value)} />
        <small id={`${id}-hint`} class="hint">{hint}</small>
      </div>
      <button class="button primary" type="submit" disabled={!optional && text.trim() === ""}>{send}</button>
    </form>
  );
}
