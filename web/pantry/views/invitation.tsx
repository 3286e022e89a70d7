import { useEffect, useState } from "preact/hooks";
import { Drawn } from "../../shared/drawn.tsx";
import type { Symbol } from "../../shared/symbols.ts";
import { invitation } from "../engine/state.ts";
import { t } from "../texts.ts";

/** The link of an invitation, for the phone of who stands at the desk or to be sent to them. It is shown this once. */
export function Invitation({ link }: { link: string }) {
  const [symbol, setSymbol] = useState<Symbol | null>(null);
  useEffect(() => {
    void import("../../shared/symbols.ts").then(({ square }) => setSymbol(square(link, "M")));
  }, [link]);
  return (
    <section class="card stack" aria-label={t("invite.title")}>
      <h2>{t("invite.title")}</h2>
      <p>{t("invite.text")}</p>
      <figure class="pickup-code">
        <div class="square" role="img" aria-label={t("invite.picture")}>{symbol !== null && <Drawn symbol={symbol} />}</div>
        <p class="link">{link}</p>
      </figure>
      <p class="row">
        <button class="button primary" onClick={() => void navigator.clipboard.writeText(link)}>{t("invite.copy")}</button>
        <button class="button" onClick={() => (invitation.value = null)}>{t("form.close")}</button>
      </p>
    </section>
  );
}
