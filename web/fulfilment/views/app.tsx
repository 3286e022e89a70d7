import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { signInLink, unanswered } from "../../shared/person.ts";
import { packer, parcel, screen } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Band } from "./band.tsx";
import { Header } from "./header.tsx";
import { Needing } from "./needing.tsx";
import { OpenParcel } from "./parcel.tsx";
import { Picks } from "./picks.tsx";
import { Queue } from "./queue.tsx";
import { Reviews } from "./reviews.tsx";

export function App() {
  if (packer.value === undefined) return <Alone title={t("starting.title")} text={unanswered.value ? t("unreachable.text") : t("starting.text")} />;
  if (packer.value === null) return <SignIn />;
  return (
    <>
      <Header />
      {!online.value && <p class="offline" role="status"><Icon name="offline" />{t("offline.text")}</p>}
      <Band />
      <main><View /></main>
    </>
  );
}

function View() {
  if (parcel.value !== null) return <OpenParcel key={parcel.value.id} parcel={parcel.value} />;
  const views = { queue: Queue, picks: Picks, person: Needing, reviews: Reviews };
  const Shown = views[screen.value];
  return <><h1 class="visually-hidden">{t(`nav.${screen.value}`)}</h1><Shown /></>;
}

function Alone({ title, text }: { title: string; text: string }) {
  return <main class="card stack alone"><h1>{title}</h1><p>{text}</p></main>;
}

function SignIn() {
  return (
    <main class="card stack alone">
      <h1>{t("sign-in.title")}</h1>
      <p>{t("sign-in.text")}</p>
      <a class="button primary big" href={signInLink()}>{t("sign-in.button")}</a>
    </main>
  );
}
