import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { act } from "../engine/actions.ts";
import { numberOf } from "../engine/tickets.ts";
import { isTicked, mark, packedWith, ticking, type Ticking as Asked } from "../engine/together.ts";
import { named, t, type Key } from "../texts.ts";
import { Dialog } from "../../shared/dialog.tsx";
import { inWords } from "./together.tsx";

const close = () => {
  ticking.value = null;
};

/** What goes into the parcel with an order's last cake: a tap or a scan each, or why not. */
export function Ticking({ asked }: { asked: Asked }) {
  const { ticket, extras } = asked;
  const pack = () => {
    close();
    void act("complete_packing", ticket.id, packedWith(asked));
  };
  return (
    <Dialog title={t("together.ask", { ticket: numberOf(ticket.id) })} onClose={close}>
      <p>{t("together.ask.text")}</p>
      <ul class="stack">{extras.map((extra, nth) => <Row key={nth} asked={asked} extra={extra} nth={nth} />)}</ul>
      <button class="button primary big" disabled={!isTicked(asked)} onClick={pack}><Icon name="check" />{named("action", "complete_packing")}</button>
      <button class="button" onClick={close}>{t("form.cancel")}</button>
    </Dialog>
  );
}

function Row({ asked, extra, nth }: { asked: Asked; extra: Asked["extras"][number]; nth: number }) {
  const [asking, ask] = useState(false);
  const as = asked.marks[nth];
  const isOut = asking || typeof as === "string";
  const isIn = as === true;
  const leaveOut = () => {
    ask(!isOut);
    mark(nth, false);
  };
  const said = inWords({ ...extra, quantity: extra.quantity - extra.used });
  return (
    <li class="stack tight">
      <div class="row tick">
        <button class="button grow" aria-pressed={isIn} onClick={() => { ask(false); mark(nth, !isIn); }}>
          <Icon name={isIn ? "check" : "packing"} /><span>{said}</span>{isIn && <span>{t("together.in")}</span>}
        </button>
        <button class="button" aria-pressed={isOut && !isIn} aria-label={t("together.out.label", { what: said })} onClick={leaveOut}>{t("together.out")}</button>
      </div>
      {isOut && !isIn && (
        <div class="row" role="group" aria-label={t("together.why")}>
          {["none", "unwanted", "later"].map((kind) => {
            const reason = t(`together.why.${kind}` as Key);
            return <button key={kind} class="button" aria-pressed={as === reason} onClick={() => mark(nth, reason)}>{reason}</button>;
          })}
        </div>
      )}
    </li>
  );
}
