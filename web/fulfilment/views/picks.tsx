import { Icon } from "../../shared/icons.tsx";
import { queue } from "../engine/state.ts";
import { t } from "../texts.ts";

/** What is to be fetched for all parcels, in the order in which one walks along the shelves. */
export function Picks() {
  const picks = queue.value?.picks ?? [];
  if (picks.length === 0) return <p class="nothing"><Icon name="check" />{t("picks.none")}</p>;
  return (
    <div class="scrolls">
      <table class="picks">
        <thead><tr><th>{t("picks.shelf")}</th><th class="number">{t("picks.pieces")}</th><th>{t("picks.thing")}</th><th class="number parcels-of">{t("picks.parcels")}</th></tr></thead>
        <tbody>
          {picks.map(({ sku, title, shelf, pieces, parcels }) => (
            <tr key={sku}>
              <th scope="row" class="shelf">{shelf ?? t("shelf.none")}</th>
              <td class="number pieces">{t("picks.number", { pieces })}</td>
              <td class="thing"><strong>{title}</strong><br /><span class="hint">{sku}</span></td>
              <td class="number parcels-of">{parcels}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
