import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { date } from "../../shared/words.ts";
import type { Symbol } from "../../shared/symbols.ts";
import { label } from "../engine/printing.ts";
import { allergiesOf, numberOf, type AnyTicket } from "../engine/tickets.ts";
import { t } from "../texts.ts";
import { Drawn } from "../../shared/drawn.tsx";
import { fit } from "./fitting.ts";
import { inWords, nthCake } from "./together.tsx";
import { Listed, Written } from "./written.tsx";

/** A label of 62 mm: the ticket's id as Code 128 and QR, and in words. Seen by the printer alone. */
export function Label() {
  const wanted = label.value;
  const [symbols, setSymbols] = useState<{ lines: Symbol; square: Symbol } | null>(null);
  const id = wanted?.ticket.id;
  useEffect(() => {
    setSymbols(null);
    if (id === undefined) return;
    void import("../../shared/symbols.ts").then(({ lines, square }) => setSymbols({ lines: lines(id), square: square(id) }));
  }, [wanted]);
  useEffect(() => {
    if (symbols === null) return;
    addEventListener("afterprint", () => (label.value = null), { once: true });
    print();
  }, [symbols]);
  if (wanted === null || symbols === null) return null;
  const { ticket, print_no } = wanted;
  return (
    <section class="label" aria-hidden="true">
      <Drawn symbol={symbols.lines} upright />
      <div class="label-words">
        <div class="label-marks">
          {print_no > 1 && <p class="reprint">{t("label.reprint", { n: print_no })}</p>}
          {ticket.priority_set && ticket.priority === "High" && <p class="label-urgent">{t("ticket.priority.High")}</p>}
        </div>
        <p class={`label-number ${ticket.id.length > 22 ? "long" : ""}`}>{numberOf(ticket.id)}</p>
        <p class="label-id">{ticket.id}</p>
        <p class="label-title"><Written text={ticket.product_title} /></p>
        <p class="label-cake"><Listed texts={[ticket.flavour, ticket.size]} /></p>
        {ticket.allergies && <Allergies ticket={ticket} />}
        {(ticket.cakes > 1 || ticket.extras?.length > 0) && <p class="label-together"><Listed texts={[nthCake(ticket), ...(ticket.extras ?? []).map(inWords)]} /></p>}
        {ticket.due_date !== null && <p class="label-due">{t("label.due", { day: date(ticket.due_date) })} <bdi>{ticket.due_slot}</bdi></p>}
        {ticket.delivery_method !== null && <p>{t(`ticket.method.${ticket.delivery_method}`)}</p>}
        <Drawn symbol={symbols.square} />
      </div>
    </section>
  );
}

/** What must not be eaten, as far as there is room, and that the screen has more of it. */
function Allergies({ ticket }: { ticket: AnyTicket }) {
  const box = useRef<HTMLParagraphElement>(null);
  const place = useRef<HTMLElement>(null);
  useLayoutEffect(() => fit(place.current!, box.current!, allergiesOf(ticket), ` ${t("label.more")}`));
  return <p ref={box} class="label-allergies"><strong>{t("ticket.allergies")}:</strong> <bdi ref={place} /></p>;
}
