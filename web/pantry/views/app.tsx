import { useEffect, useState } from "preact/hooks";
import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { signInLink, unanswered, who } from "../../shared/person.ts";
import { ended, isKept, isStaff, screen, stores } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { Header } from "./header.tsx";
import { MyOrders } from "./my_orders.tsx";
import { Notice } from "./notice.tsx";
import { Shop } from "./shop.tsx";

type StaffViews = (typeof import("./staff.tsx"))["VIEWS"];
let staff: StaffViews | null = null;

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
  const [views, setViews] = useState(staff);
  const { value: shown } = screen;
  const isTheirs = shown !== "shop" && shown !== "orders";
  useEffect(() => {
    if (isTheirs && views === null) void import("./staff.tsx").then(({ VIEWS }) => setViews((staff = VIEWS)));
  }, [isTheirs, views]);
  const Shown = shown === "shop" ? Shop : shown === "orders" ? MyOrders : views?.[shown];
  return <main class={`view ${shown}`}>{Shown === undefined ? <Alone text={t("loading")} /> : <Shown />}</main>;
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
