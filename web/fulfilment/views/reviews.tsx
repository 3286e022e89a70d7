import { moment } from "../../shared/words.ts";
import { dismissReview } from "../engine/actions.ts";
import { reviews } from "../engine/state.ts";
import { named, t } from "../texts.ts";

/** What was refused when no one stood there any more: the parcel has to be looked at. */
export function Reviews() {
  return (
    <ul class="stack" aria-label={t("nav.reviews")}>
      {reviews.value.map((scan) => (
        <li key={scan.scan_id} class="card row spread">
          <span class="grow"><strong>{scan.id}</strong> · {moment(scan.scanned_at)}<br />{named("fault", scan.refusal?.code ?? "")} {scan.fields["code"]}</span>
          <button class="button" onClick={() => void dismissReview(scan)}>{t("reviews.done")}</button>
        </li>
      ))}
    </ul>
  );
}
