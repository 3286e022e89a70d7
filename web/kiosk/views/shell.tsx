import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { unread } from "../engine/allergies.ts";
import { adding, picture, screen } from "../engine/screen.ts";
import { active, choices, idleWarning, opened } from "../engine/state.ts";
import { ticking } from "../engine/together.ts";
import { t } from "../texts.ts";
import { AllergyQuestion } from "./allergies.tsx";
import { Band } from "./band.tsx";
import { Board } from "./board.tsx";
import { Camera, filming } from "./camera.tsx";
import { Chooser } from "./chooser.tsx";
import { Devices } from "./devices.tsx";
import { Entry } from "./entry.tsx";
import { Find } from "./find.tsx";
import { Header } from "./header.tsx";
import { IdleWarning } from "./idle_warning.tsx";
import { Label } from "./label.tsx";
import { LastScans } from "./last_scans.tsx";
import { PictureCode } from "./picture.tsx";
import { Reviews } from "./reviews.tsx";
import { SignIn } from "./sign_in.tsx";
import { Signs } from "./signs.tsx";
import { Station } from "./station.tsx";
import { TicketView } from "./ticket_view.tsx";
import { Ticking } from "./ticking.tsx";
import { Week } from "./week.tsx";

/** What an enrolled kiosk always shows, around the view of the moment. */
export function Shell() {
  return (
    <>
      <Header />
      {!online.value && <Offline />}
      <Band />
      <Entry />
      <main><View /></main>
      {choices.value.length > 0 && <Chooser />}
      {picture.value !== null && <PictureCode shown={picture.value} />}
      {unread.value !== null && <AllergyQuestion key={unread.value.ticket.id} asked={unread.value} />}
      {ticking.value !== null && <Ticking key={ticking.value.ticket.id} asked={ticking.value} />}
      {filming.value && <Camera />}
      {idleWarning.value !== null && active.value !== null && <IdleWarning />}
      <Label />
      <Signs />
    </>
  );
}

function View() {
  if (adding.value) return <SignIn />;
  if (active.value === null) return <Board />;
  if (opened.value !== null) return <TicketView key={opened.value.id} ticket={opened.value} />;
  const views = { floor: Station, reviews: Reviews, scans: LastScans, find: Find, week: Week, devices: Devices };
  const Shown = views[screen.value];
  return <Shown />;
}

function Offline() {
  return (
    <div class="offline" role="status">
      <Icon name="offline" />
      <p><strong>{t("offline.title")}</strong> <span>{t("offline.text")}</span></p>
    </div>
  );
}
