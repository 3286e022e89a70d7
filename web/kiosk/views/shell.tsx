import { Icon } from "../../shared/icons.tsx";
import { unread } from "../allergies.ts";
import { adding, picture, screen } from "../screen.ts";
import { active, choices, idleWarning, online, opened, queueReadAt } from "../state.ts";
import { t } from "../texts.ts";
import { moment } from "../words.ts";
import { AllergyQuestion } from "./allergies.tsx";
import { Band } from "./band.tsx";
import { Camera, filming } from "./camera.tsx";
import { Chooser } from "./chooser.tsx";
import { Devices } from "./devices.tsx";
import { Entry } from "./entry.tsx";
import { Find } from "./find.tsx";
import { Header } from "./header.tsx";
import { IdleWarning } from "./idle_warning.tsx";
import { Label } from "./label.tsx";
import { Navigation } from "./navigation.tsx";
import { PictureCode } from "./picture.tsx";
import { Reviews } from "./reviews.tsx";
import { SignIn } from "./sign_in.tsx";
import { Signs } from "./signs.tsx";
import { Station } from "./station.tsx";
import { TicketView } from "./ticket_view.tsx";
import { Week } from "./week.tsx";

/** What an enrolled kiosk always shows, around the view of the moment. */
export function Shell() {
  return (
    <>
      <Header />
      {!online.value && <Offline />}
      <Band />
      <div class="tools">
        {active.value !== null && <Navigation />}
        <Entry />
      </div>
      <main><View /></main>
      {choices.value.length > 0 && <Chooser />}
      {picture.value !== null && <PictureCode shown={picture.value} />}
      {unread.value !== null && <AllergyQuestion key={unread.value.ticket.id} asked={unread.value} />}
      {filming.value && <Camera />}
      {idleWarning.value !== null && active.value !== null && <IdleWarning />}
      <Label />
      <Signs />
    </>
  );
}

function View() {
  if (active.value === null || adding.value) return <SignIn />;
  if (opened.value !== null) return <TicketView key={opened.value.id} ticket={opened.value} />;
  const views = { floor: Station, reviews: Reviews, find: Find, week: Week, devices: Devices };
  const Shown = views[screen.value];
  return <Shown />;
}

function Offline() {
  const time = queueReadAt.value > 0 ? moment(queueReadAt.value) : "—";
  return (
    <div class="offline" role="status">
      <Icon name="offline" />
      <p><strong>{t("offline.title")}</strong> {t("offline.text", { time })}</p>
    </div>
  );
}
