import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { dismissBand, open, undo } from "../actions.ts";
import { now } from "../now.ts";
import { perform } from "../perform.ts";
import { band, type Band as Said } from "../state.ts";
import { named, t, type Key } from "../texts.ts";
import { numberOf } from "../tickets.ts";

const ICONS: Record<Said["kind"], IconName> = {
  received: "clock", ok: "check", already: "check", refused: "warning", unknown: "question", failed: "cross",
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
    <section ref={place} class={`band band-${said?.kind ?? "ready"}`}>
      <div class="said" role="status">{calm && text}</div>
      <div class="said" role="alert">{!calm && text}</div>
      {said === null ? <p class="said row"><Icon name="scan" />{t("band.ready")}</p> : <Answers said={said} />}
    </section>
  );
}

function Sentence({ said }: { said: Said }) {
  const { ticket } = said;
  return (
    <div class="arrives" key={said.text}>
      <p class="word"><Icon name={ICONS[said.kind]} />{t(`band.word.${said.kind}` as Key)}</p>
      {ticket !== undefined && <p class="huge">{numberOf(ticket.id)}</p>}
      <p class="sentence">{t(said.text as Key, spoken(said.values ?? {}))}</p>
      {said.hint !== undefined && <p class="reference">{t(said.hint as Key)}</p>}
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
  const left = back === undefined ? 0 : Math.ceil((back.until - now.value) / 1000);
  return (
    <div class="answers row">
      {ticket !== undefined && said.next?.map((action) => (
        <button key={action} class="button" onClick={() => void perform(action, ticket)}>{t("band.next")}: {named("action", action)}</button>
      ))}
      {ticket !== undefined && <button class="button" onClick={() => void open(ticket.id)}>{t("queue.open", { ticket: numberOf(ticket.id) })}</button>}
      {back !== undefined && left > 0 && (
        <button class="button" onClick={() => void undo(back.scan_id)}><Icon name="undo" />{t("band.undo", { seconds: left })}</button>
      )}
      <button class="button" aria-label={t("band.dismiss")} onClick={dismissBand}><Icon name="cross" /></button>
    </div>
  );
}

/** What a sentence is given: names of stages and actions in the kiosk's language, tickets by the number people say. */
function spoken(values: Record<string, string>): Record<string, string> {
  const said = { ...values };
  if (said["stage"] !== undefined) said["stage"] = named("stage", said["stage"]);
  if (said["action"] !== undefined) said["action"] = named("action", said["action"]);
  return said;
}
