import { Icon, type IconName } from "../../shared/icons.tsx";
import { signOut, type Person } from "../../shared/person.ts";
import { nextOf } from "../../shared/remembered.ts";
import { language, LANGUAGES } from "../../shared/texts.ts";
import { chooseStore, show } from "../engine/reading.ts";
import { isStaff, orders, screen, store, stores, type Screen } from "../engine/state.ts";
import { t } from "../texts.ts";

/** Where one is, which pantry's, and whose page it is. */
export function Header({ person }: { person: Person }) {
  const isOver = (status: string): boolean => status === "COMPLETED" || status === "CANCELLED";
  const running = orders.value?.filter(({ status }) => !isOver(status)).length ?? 0;
  return (
    <header class="bar">
      <nav aria-label={t("nav.label")}>
        {isStaff.value ? (
          <>
            <Tab name="board" icon="list" text={t("nav.board")} count={running} />
            <Tab name="sessions" icon="calendar" text={t("nav.sessions")} />
            <Tab name="items" icon="packing" text={t("nav.items")} />
            <Tab name="households" icon="person" text={t("nav.households")} />
          </>
        ) : (
          <>
            <Tab name="shop" icon="packing" text={t("nav.shop")} />
            <Tab name="orders" icon="list" text={t("nav.orders")} count={running} />
          </>
        )}
      </nav>
      <div class="row">
        {(stores.value?.length ?? 0) > 1 && <Stores />}
        <button class="button plain" onClick={() => nextOf(language, LANGUAGES)}><Icon name="language" />{t("language.other")}</button>
        <button class="button plain" aria-label={t("sign-out", { name: person.display_name })} onClick={() => void signOut()}><Icon name="sign-out" /><span class="person">{person.display_name}</span></button>
      </div>
    </header>
  );
}

function Tab({ name, icon, text, count = 0 }: { name: Screen; icon: IconName; text: string; count?: number }) {
  return (
    <button class="button" aria-current={screen.value === name ? "page" : undefined} onClick={() => show(name)}>
      <Icon name={icon} />{text}{count > 0 && <span class="count">{count}</span>}
    </button>
  );
}

function Stores() {
  return (
    <select class="input" aria-label={t("store.label")} value={store.value ?? ""} onChange={({ currentTarget }) => chooseStore(currentTarget.value)}>
      {stores.value?.map((each) => <option key={each} value={each}>{each}</option>)}
    </select>
  );
}
