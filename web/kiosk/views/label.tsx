import { useEffect, useState } from "preact/hooks";
import { label } from "../printing.ts";
import type { Symbol } from "../symbols.ts";
import { t } from "../texts.ts";
import { numberOf } from "../tickets.ts";
import { date } from "../words.ts";
import { Drawn } from "./drawn.tsx";
import { inWords, nthCake } from "./together.tsx";

const LONGEST = 60;
/** What is longer ends in dots: whoever reads the label looks at the screen for the rest. */
const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** A label of 62 mm: the ticket's id as Code 128 and QR, and in words. Seen by the printer alone. */
export function Label() {
  const wanted = label.value;
  const [symbols, setSymbols] = useState<{ lines: Symbol; square: Symbol } | null>(null);
  const id = wanted?.ticket.id;
  useEffect(() => {
    setSymbols(null);
    if (id === undefined) return;
    void import("../symbols.ts").then(({ lines, square }) => setSymbols({ lines: lines(id), square: square(id) }));
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
        {print_no > 1 && <p class="reprint">{t("label.reprint", { n: print_no })}</p>}
        <p class={`label-number ${ticket.id.length > 22 ? "long" : ""}`}>{numberOf(ticket.id)}</p>
        <p class="label-id">{ticket.id}</p>
        {ticket.priority_set && ticket.priority === "High" && <p class="label-urgent">{t("ticket.priority.High")}</p>}
        <p>{ticket.product_title}</p>
        <p class="label-cake">{[ticket.flavour, ticket.size].filter(Boolean).join(" · ")}</p>
        {ticket.allergies && <p class="label-allergies">{/^(allerg|diet)/i.test(ticket.allergies) ? "" : `${t("ticket.allergies")}: `}{short(ticket.allergies)}</p>}
        {(ticket.cakes > 1 || ticket.extras?.length > 0) && <p class="label-together">{[nthCake(ticket), ...(ticket.extras ?? []).map(inWords)].filter(Boolean).join(" · ")}</p>}
        {ticket.due_date !== null && <p class="label-due">{t("label.due", { day: date(ticket.due_date) })} {ticket.due_slot}</p>}
        {ticket.delivery_method !== null && <p>{t(`ticket.method.${ticket.delivery_method}`)}</p>}
        <Drawn symbol={symbols.square} />
      </div>
    </section>
  );
}
