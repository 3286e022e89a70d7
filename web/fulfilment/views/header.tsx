import { Icon, type IconName } from "../../shared/icons.tsx";
import { nextOf } from "../../shared/remembered.ts";
import { language, LANGUAGES } from "../../shared/texts.ts";
import { changePerson, show } from "../engine/actions.ts";
import { chooseStore } from "../engine/parcels.ts";
import { needing, packer, parcel, queue, reviews, screen, store, stores, waiting } from "../engine/state.ts";
import { t } from "../texts.ts";

/** Which list, whose, and what is not sent yet. */
export function Header() {
  const parked = (needing.value?.orders.length ?? 0) + (needing.value?.unread.length ?? 0);
  return (
    <header class="bar">
      <nav aria-label={t("nav.label")}>
        <Tab name="queue" icon="packing" text={t("nav.queue")} count={queue.value?.parcels.length ?? 0} />
        <Tab name="picks" icon="list" text={t("nav.picks")} count={0} />
        <Tab name="person" icon="warning" text={t("nav.person")} count={parked} loud />
        {reviews.value.length > 0 && <Tab name="reviews" icon="review" text={t("nav.reviews")} count={reviews.value.length} loud />}
      </nav>
      <div class="row">
        {waiting.value > 0 && <span class="badge warn" role="status"><Icon name="waiting" />{t("waiting", { n: waiting.value })}</span>}
        {stores.value.length > 1 && <Stores />}
        <button class="button plain" onClick={() => nextOf(language, LANGUAGES)}><Icon name="language" />{t("language.other")}</button>
        <button class="button plain" aria-label={t("person.change", { name: packer.value?.display_name ?? "" })} onClick={() => void changePerson()}><Icon name="sign-out" />{packer.value?.display_name}</button>
      </div>
    </header>
  );
}

function Tab({ name, icon, text, count, loud = false }: { name: typeof screen.value; icon: IconName; text: string; count: number; loud?: boolean }) {
  const isHere = screen.value === name && parcel.value === null;
  return (
    <button class="button" aria-current={isHere ? "page" : undefined} onClick={() => show(name)}>
      <Icon name={icon} />{text}{count > 0 && <span class={loud ? "count loud" : "count"}>{count}</span>}
    </button>
  );
}

function Stores() {
  return (
    <select class="input" aria-label={t("store.label")} value={store.value ?? ""} onChange={(event) => void chooseStore(event.currentTarget.value)}>
      {stores.value.map((each) => <option key={each} value={each}>{each}</option>)}
    </select>
  );
}
