import { useState } from "preact/hooks";
import { fold } from "../board.ts";
import type { BenchTicket } from "../state.ts";
import { t } from "../texts.ts";
import { Cards } from "./station.tsx";

const sizeOf = (ticket: BenchTicket) => ticket.size_group || t("batch.none");
const distinct = (names: string[]) => [...new Set(names)].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));

/** How many of each flavour and size; a touch on a number shows those cakes. */
export function Batch({ tickets }: { tickets: BenchTicket[] }) {
  const [chosen, choose] = useState<{ flavour: string; size: string } | null>(null);
  // Each as it was written first.
  const spelt = new Map(tickets.toReversed().map(({ flavour }) => [fold(flavour ?? ""), flavour ?? t("batch.none")]));
  const flavourOf = ({ flavour }: BenchTicket) => spelt.get(fold(flavour ?? ""))!;
  const flavours = distinct(tickets.map(flavourOf));
  const sizes = distinct(tickets.map(sizeOf));
  const those = (flavour: string, size: string) => tickets.filter((ticket) => flavourOf(ticket) === flavour && sizeOf(ticket) === size);
  if (tickets.length === 0) return <Cards tickets={[]} />;
  return (
    <>
      <div class="scrolls card" tabIndex={0} role="region" aria-label={t("batch.caption")}>
        <table class="batch">
          <thead>
            <tr>
              <th scope="col">{t("batch.flavour")}</th>
              {sizes.map((size) => <th key={size} scope="col">{size}</th>)}
              <th scope="col" class="number">{t("batch.total")}</th>
            </tr>
          </thead>
          <tbody>
            {flavours.map((flavour) => (
              <tr key={flavour}>
                <th scope="row">{flavour}</th>
                {sizes.map((size) => {
                  const count = those(flavour, size).length;
                  return (
                    <td key={size}>
                      {count > 0 && (
                        <button
                          class="button" aria-pressed={chosen?.flavour === flavour && chosen.size === size}
                          aria-label={t("batch.cell", { flavour, size, count })} onClick={() => choose({ flavour, size })}
                        >{count}</button>
                      )}
                    </td>
                  );
                })}
                <td class="number">{tickets.filter((ticket) => flavourOf(ticket) === flavour).length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen !== null && (
        <div class="row">
          <h2>{t("batch.shown", chosen)}</h2>
          <button class="button" onClick={() => choose(null)}>{t("batch.all")}</button>
        </div>
      )}
      <Cards tickets={chosen === null ? tickets : those(chosen.flavour, chosen.size)} />
    </>
  );
}
