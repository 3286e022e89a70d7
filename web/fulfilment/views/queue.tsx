import { Icon } from "../../shared/icons.tsx";
import { open } from "../engine/parcels.ts";
import { queue, type Waiting } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Due } from "./due.tsx";

/** The parcels that are to leave, in the order of the server: by deadline. */
export function Queue() {
  if (queue.value === null) return <p class="hint">{t("starting.text")}</p>;
  if (queue.value.parcels.length === 0) return <p class="nothing"><Icon name="check" />{t("queue.none")}</p>;
  return (
    <>
      {!queue.value.refuses && <p class="hint trial"><Icon name="warning" />{t("trial.text")}</p>}
      <ol class="parcels" aria-label={t("nav.queue")}>
        {queue.value.parcels.map((each) => <li key={each.id}><Card parcel={each} /></li>)}
      </ol>
    </>
  );
}

function Card({ parcel }: { parcel: Waiting }) {
  const { id, pieces, verified, has_label, prints, ship_by } = parcel;
  return (
    <button class="card parcel-card" onClick={() => void open(id)}>
      <span class="number-of">{id}</span>
      <Due at={ship_by} />
      <span class="row">
        <span class={verified === pieces ? "badge done" : "badge fresh"}><Icon name="scan" />{t("card.scanned", { verified, pieces })}</span>
        {!has_label && <span class="badge warn"><Icon name="clock" />{t("card.no-label")}</span>}
        {prints > 0 && <span class="badge fresh"><Icon name="print" />{t("card.printed")}</span>}
      </span>
    </button>
  );
}
