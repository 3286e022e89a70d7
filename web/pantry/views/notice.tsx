import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { notice, type Notice as Said } from "../engine/state.ts";
import { t, type Key } from "../texts.ts";

const ICONS: Record<Said["kind"], IconName> = { ok: "check", warn: "warning", bad: "cancelled" };

/** What the last touch or scan came to. */
export function Notice() {
  const said = notice.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [said]);
  if (said === null) return null;
  return (
    <div ref={box} class={`said ${said.kind}`} role={said.kind === "bad" ? "alert" : "status"}>
      <p class="row when"><Icon name={ICONS[said.kind]} />{sentenceOf(said.sentence, said.values)}</p>
      <button class="button" aria-label={t("close")} onClick={() => (notice.value = null)}><Icon name="cross" /></button>
    </div>
  );
}

/** A code that the page has no sentence for is said as the server says it. */
export function sentenceOf(sentence: string, values: Said["values"] = {}): string {
  const text = t(sentence as Key, values);
  return text === sentence ? String(values["message"] ?? sentence) : text;
}
