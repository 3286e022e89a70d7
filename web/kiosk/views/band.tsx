import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { now } from "../../shared/now.ts";
import { moment } from "../../shared/words.ts";
import { dismissBand, open, takeBack } from "../engine/actions.ts";
import { perform } from "../engine/perform.ts";
import { active, band, beside, type Band as Said } from "../engine/state.ts";
import { isMadeHere } from "../engine/steps.ts";
import { fullNameOf, numberOf } from "../engine/tickets.ts";
import { named, t, type Key } from "../texts.ts";
import { AllergyMark } from "./allergies.tsx";

const ICONS: Record<Said["kind"], IconName> = {
  received: "clock", ok: "check", already: "check", asked: "warning", refused: "warning", unknown: "question", failed: "cross",
};

/** The answer to a scan, across the whole screen. Empty it says that the next one may come. */
export function Band() {
  const said = band.value;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (said !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [said]);
  const calm = said === null || ["received", "ok", "already"].includes(said.kind);
  const text = said === null ? null : <Sentence said={said} />;
  return (
    <section ref={place} aria-label={t("band.label")} class={`band band-${said?.kind ?? "ready"}`}>
      <div class="said" role="status">{calm && text}</div>
      <div class="said" role="alert">{!calm && text}</div>
      {said === null ? <p class="said row"><Icon name="scan" />{t("band.ready")}</p> : <Answers said={said} />}
      {beside.value !== null && <Beside said={beside.value} />}
    </section>
  );
}

/** What was said meanwhile, in one line: the band is kept by what weighs more. */
function Beside({ said }: { said: Said }) {
  const id = said.ticket?.id ?? said.values?.["ticket"];
  return (
    <p class="beside row" role="status"><Icon name={ICONS[said.kind]} /><span>{id !== undefined && `${numberOf(id)} · `}{t(said.text as Key, spoken(said))}</span></p>
  );
}

function Sentence({ said }: { said: Said }) {
  const id = said.ticket?.id ?? said.values?.["ticket"];
  return (
    <div class="arrives" key={said.text}>
      <p class="word"><Icon name={ICONS[said.kind]} />{t(`band.word.${said.word ?? said.kind}` as Key, spoken(said))}</p>
      {id !== undefined && <p class="huge">{numberOf(id)}</p>}
      <p class="sentence">{said.ticket !== undefined && <AllergyMark ticket={said.ticket} />}{t(said.text as Key, spoken(said))}</p>
      {said.hint !== undefined && <p class="sentence">{t(said.hint as Key)}</p>}
      {said.by !== undefined && <p class="by row"><Icon name="person" />{said.by}</p>}
      {said.correlation_id !== undefined && (
        <p class="reference">
          {said.code !== undefined && `${t("band.code", { code: said.code })} · `}
          {t("band.reference", { id: said.correlation_id })}
        </p>
      )}
    </div>
  );
}

function Answers({ said }: { said: Said }) {
  const { ticket, undo: back } = said;
  const next = said.nextUntil === undefined || tick() < said.nextUntil ? said.next?.filter(isMadeHere) : [];
  const left = back === undefined ? 0 : Math.ceil((back.until - tick()) / 1000);
  return (
    <div class="answers row">
      {ticket !== undefined && active.value !== null && next?.map((action) => (
        <button key={action} class="button" onClick={() => void perform(action, ticket)}>{t("band.next")}: {named("action", action)}</button>
      ))}
      {ticket !== undefined && (
        <button class="button" aria-label={t("queue.open", { ticket: numberOf(ticket.id) })} onClick={() => void open(ticket.id)}>{t("queue.open.short")}</button>
      )}
      {back !== undefined && active.value !== null && left > 0 && (
        <button class="button" onClick={() => void takeBack(back.scan_id, back.ticket_id)}>
          <Icon name="undo" />{left === Infinity ? t("band.undo.unsent") : t("band.undo", { seconds: left })}
        </button>
      )}
      <button class="button" aria-label={t("band.dismiss")} onClick={dismissBand}><Icon name="cross" /></button>
    </div>
  );
}

/** What a sentence is given: names of stages, actions and faults in the kiosk's language. */
function spoken({ values = {}, code }: Said): Record<string, string> {
  const said = { ...values };
  if (said["number"] !== undefined) said["number"] = numberOf(said["number"]);
  if (said["at"] !== undefined) said["time"] = moment(said["at"]);
  if (said["staff_id"] !== undefined) said["person"] = fullNameOf(said["staff_id"]);
  if (said["priority"] !== undefined) said["priority"] = said["priority"] === "" ? t("form.priority.auto") : t(`ticket.priority.${said["priority"]}` as Key);
  if (said["stage"] !== undefined) said["stage"] = named("stage", said["stage"]);
  if (said["action"] !== undefined) said["action"] = said["action"] === "" ? t("band.something") : named("action", said["action"]);
  const fault = code === undefined ? code : named("fault", code);
  return fault === code || fault === undefined ? said : { ...said, message: fault };
}

/** By this machine's clock, a second at a time. */
const tick = () => (now.value, Date.now());
