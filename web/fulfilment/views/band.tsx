import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { band, parcel, type Band as Said } from "../engine/state.ts";
import { t, type Key } from "../texts.ts";

const ICONS: Record<Said["kind"], IconName> = { received: "clock", ok: "check", warn: "warning", bad: "cancelled" };

/** What the last scan came to, over the whole width: read from a metre away. */
export function Band() {
  const said = band.value;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (said !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [said]);
  if (said === null) return <section class="band band-ready" aria-label={t("band.label")}><Icon name="scan" /><p>{t(parcel.value === null ? "ready.queue" : "ready.parcel")}</p></section>;
  return (
    <section ref={place} class={`band band-${said.kind}`} aria-label={t("band.label")} role={said.kind === "bad" ? "alert" : "status"}>
      <p class="word"><Icon name={ICONS[said.kind]} />{t(said.word as Key, said.values)}</p>
      <div class="grow stack tight">
        {said.item !== undefined && <p class="what">{said.item}</p>}
        <p class="sentence">{sentenceOf(said)}</p>
        {said.kind === "bad" && said.correlation_id !== undefined && <p class="reference">{t("band.reference", { id: said.correlation_id })}</p>}
      </div>
      <button class="button" aria-label={t("band.dismiss")} onClick={() => (band.value = null)}><Icon name="cross" /></button>
    </section>
  );
}

/** A code that the page has no sentence for is said as the server says it. */
function sentenceOf({ sentence, values }: Said): string {
  const text = t(sentence as Key, values);
  return text === sentence ? String(values?.["message"] ?? sentence) : text;
}
