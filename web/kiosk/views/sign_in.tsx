import { useEffect, useState } from "preact/hooks";
import { online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { adding } from "../engine/screen.ts";
import { active, roster, signedIn, type KioskPerson } from "../engine/state.ts";
import { initials } from "../engine/tickets.ts";
import { t } from "../texts.ts";
import { timers } from "../timers.ts";
import { Pin } from "./pin.tsx";
import { Title } from "./title.tsx";

/** A badge is enough; without one, a name and its PIN. */
export function SignIn() {
  const [chosen, choose] = useState<KioskPerson | null>(null);
  const back = () => {
    adding.value = false;
  };
  // Whoever wanted to has walked away: the board again.
  useEffect(() => {
    const leave = setTimeout(back, timers.nameAsked);
    return () => clearTimeout(leave);
  }, [chosen]);
  if (chosen !== null) return <Pin person={chosen} onBack={() => choose(null)} />;
  return (
    <div class="sign-in stack">
      {active.value === null && <div><button class="button" onClick={back}><Icon name="back" />{t("board.back")}</button></div>}
      <Title>{t("sign-in.title")}</Title>
      <div class="card row lead"><Icon name="badge" /><div><h2>{t("sign-in.badge")}</h2><p>{t("sign-in.badge.text")}</p></div></div>
      {!online.value && <p class="badge warn"><Icon name="offline" />{t("sign-in.offline")}</p>}
      <h2>{t("sign-in.name")}</h2>
      {roster.value.length === 0 && <p>{t("sign-in.nobody")}</p>}
      <ul class="names">
        {roster.value.map((person) => <li key={person.staff_id}><Name person={person} onChoose={() => choose(person)} /></li>)}
      </ul>
    </div>
  );
}

function Name({ person, onChoose }: { person: KioskPerson; onChoose: () => void }) {
  const here = signedIn.value.some((one) => one.staff_id === person.staff_id);
  return (
    <button class="button" disabled={!person.has_pin} onClick={onChoose}>
      <span class="initials" aria-hidden="true">{initials(person.display_name)}</span>
      <span>{person.display_name}{(here || !person.has_pin) && <small>{t(here ? "sign-in.here" : "sign-in.no-pin")}</small>}</span>
    </button>
  );
}
