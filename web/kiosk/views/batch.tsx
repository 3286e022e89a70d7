import { useState } from "preact/hooks";
import { folded } from "../engine/folded.ts";
import type { BenchTicket } from "../engine/state.ts";
import { t } from "../texts.ts";
import { AllergyMark } from "./allergies.tsx";
import { Cards } from "./cards.tsx";
import { Written } from "./written.tsx";

const flavourOf = (ticket: BenchTicket) => ticket.flavour?.trim() || t("batch.none");
const sizeOf = (ticket: BenchTicket) => ticket.size_group || t("batch.none");

/** What counts as one is named as the first of them is written. */
function distinct(names: string[]): string[] {
  const first = new Map(names.toReversed().map((name) => [folded(name), name]));
  return [...first.values()].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

/** How many of each flavour and size; a touch on a number shows those cakes. */
export function Batch({ tickets }: { tickets: BenchTicket[] }) {
  const [chosen, choose] = useState<{ flavour: string; size: string } | null>(null);
  const flavours = distinct(tickets.map(flavourOf));
  const sizes = distinct(tickets.map(sizeOf));
  const isOf = (ticket: BenchTicket, flavour: string) => folded(flavourOf(ticket)) === folded(flavour);
  const those = (flavour: string, size: string) => tickets.filter((ticket) => isOf(ticket, flavour) && folded(sizeOf(ticket)) === folded(size));
  if (tickets.length === 0) return <Cards tickets={[]} />;
  return (
    <>
      <div class="scrolls card" tabIndex={0} role="region" aria-label={t("batch.caption")}>
        <table class="batch">
          <thead>
            <tr>
              <th scope="col">{t("batch.flavour")}</th>
              {sizes.map((size) => <th key={size} scope="col"><Written text={size} /></th>)}
              <th scope="col" class="number">{t("batch.total")}</th>
            </tr>
          </thead>
          <tbody>
            {flavours.map((flavour) => (
              <tr key={flavour}>
                <th scope="row"><Written text={flavour} /></th>
                {sizes.map((size) => {
                  const cakes = those(flavour, size);
                  const isChosen = chosen !== null && folded(chosen.flavour) === folded(flavour) && folded(chosen.size) === folded(size);
                  return <td key={size}>{cakes.length > 0 && <Count cakes={cakes} name={{ flavour, size }} isChosen={isChosen} choose={() => choose({ flavour, size })} />}</td>;
                })}
                <td class="number">{tickets.filter((ticket) => isOf(ticket, flavour)).length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen !== null && (
        <div class="row">
          <h2><Written text={t("batch.shown", chosen)} /></h2>
          <button class="button" onClick={() => choose(null)}>{t("batch.all")}</button>
        </div>
      )}
      <Cards tickets={chosen === null ? tickets : those(chosen.flavour, chosen.size)} />
    </>
  );
}

/** How many, and whether somebody must not eat something of one of them. */
function Count({ cakes, name, isChosen, choose }: { cakes: BenchTicket[]; name: { flavour: string; size: string }; isChosen: boolean; choose: () => void }) {
  const odd = cakes.find((ticket) => ticket.allergies);
  const said = t("batch.cell", { ...name, count: cakes.length });
  return (
    <div class="counted">
      <button class="button" aria-pressed={isChosen} aria-label={odd === undefined ? said : `${said}, ${t("ticket.allergies")}`} onClick={choose}>{cakes.length}</button>
      {odd !== undefined && <AllergyMark ticket={odd} />}
    </div>
  );
}
