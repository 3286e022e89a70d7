import { useEffect, useState } from "preact/hooks";
import { Drawn } from "../../shared/drawn.tsx";
import { dayOf, zone } from "../../shared/days.ts";
import type { Symbol } from "../../shared/symbols.ts";
import { locale } from "../../shared/texts.ts";
import { day } from "../../shared/words.ts";
import { t } from "../texts.ts";

/** A window of time where the pantry is: today, 14:00 to 15:00. */
export function windowOf(starts_at: string, ends_at: string): string {
  const form = new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit", timeZone: zone.value });
  // A time is read in one go: it is not broken at the end of a line.
  const time = (at: string): string => form.format(Date.parse(at)).replaceAll(" ", "\u00a0");
  const date = new Date(dayOf(Date.parse(starts_at))).toISOString().slice(0, 10);
  return t("window", { day: day(date), from: time(starts_at), to: time(ends_at) });
}

/** The code as it is read by people and by scanners. */
export function PickupCode({ code }: { code: string }) {
  const [symbol, setSymbol] = useState<Symbol | null>(null);
  useEffect(() => {
    void import("../../shared/symbols.ts").then(({ square }) => setSymbol(square(code, "M")));
  }, [code]);
  return (
    <figure class="pickup-code">
      <figcaption class="hint">{t("code.text")}</figcaption>
      <div class="square" role="img" aria-label={t("code.picture")}>{symbol !== null && <Drawn symbol={symbol} />}</div>
      <p class="code-text">{code}</p>
    </figure>
  );
}
