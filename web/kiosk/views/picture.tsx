import { useEffect, useState } from "preact/hooks";
import type { Symbol } from "../../shared/symbols.ts";
import type { Picture } from "../engine/pictures.ts";
import { picture } from "../engine/screen.ts";
import { t } from "../texts.ts";
import { Dialog } from "../../shared/dialog.tsx";
import { Drawn } from "../../shared/drawn.tsx";

const close = () => {
  picture.value = null;
};

/** A picture's address as a code for somebody's phone: this kiosk asks no stranger for anything. */
export function PictureCode({ shown }: { shown: Picture }) {
  const [symbol, setSymbol] = useState<Symbol | null>(null);
  useEffect(() => {
    void import("../../shared/symbols.ts").then(({ square }) => setSymbol(square(shown.url, "M")));
  }, [shown]);
  return (
    <Dialog title={`${t("ticket.photo")} · ${shown.host}`} onClose={close}>
      <p>{t("picture.text")}</p>
      <div class="picture-code" role="img" aria-label={t("picture.code")}>{symbol !== null && <Drawn symbol={symbol} />}</div>
      <p class="hint"><bdi>{shown.url}</bdi></p>
      <button class="button" onClick={close}>{t("picture.close")}</button>
    </Dialog>
  );
}
