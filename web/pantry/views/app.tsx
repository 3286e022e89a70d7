import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { signInLink, unanswered, who } from "../../shared/person.ts";
import { ended, isKept, isStaff, screen, stores } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { Board } from "./board.tsx";
import { Header } from "./header.tsx";
import { Households } from "./households.tsx";
import { Items } from "./items.tsx";
import { MyOrders } from "./my_orders.tsx";
import { Notice } from "./notice.tsx";
import { Sessions } from "./sessions.tsx";
import { Shop } from "./shop.tsx";

const VIEWS = { shop: Shop, orders: MyOrders, board: Board, sessions: Sessions, items: Items, households: Households };

export function App() {
  const person = who.value;
  if (person === undefined) return <main><Alone text={t(unanswered.value ? "unreachable.text" : "loading")} alert={unanswered.value} /></main>;
  if (person === null) return <SignIn />;
  const isKnown = isStaff.value || person.role === "Member";
  return (
    <>
      <Header person={person} />
      {(!online.value || unanswered.value) && <p class="said warn" role="alert"><Icon name="offline" />{t("offline.text")}</p>}
      <Notice />
      {!isKnown ? <main><Alone text={t("role.text")} alert /></main>
        : stores.value?.length === 0 ? <main><Alone text={t("store.none")} alert /></main>
        : <View />}
    </>
  );
}

function View() {
  const Shown = VIEWS[screen.value];
  return <main class={`view ${screen.value}`}><Shown /></main>;
}

function SignIn() {
  return (
    <main>
      <Alone text={t(!ended.value ? "sign-in.text" : isKept.value ? "sign-in.ended" : "sign-in.ended-unkept")}>
        <a class="button primary big" href={signInLink()}><Icon name="person" />{t("sign-in.button")}</a>
      </Alone>
    </main>
  );
}
