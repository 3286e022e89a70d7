import { Icon } from "../../shared/icons.tsx";
import { signOut, switchTo } from "../engine/actions.ts";
import { adding } from "../engine/screen.ts";
import { active, signedIn } from "../engine/state.ts";
import { shortName } from "../engine/tickets.ts";
import { t } from "../texts.ts";

/** Everybody signed in here: who works, one touch to the next, one to leave. */
export function People() {
  const working = active.value;
  if (signedIn.value.length === 0) return null;
  const turn = (staff_id: string) => {
    switchTo(staff_id);
    adding.value = false;
  };
  return (
    <div class="people row" role="group" aria-label={t("header.people")}>
      {signedIn.value.map((one) => (
        <button
          key={one.staff_id} class="button" aria-pressed={one.staff_id === working?.staff_id} onClick={() => turn(one.staff_id)}
          aria-label={t(one.staff_id === working?.staff_id ? "header.active" : "header.switch", { name: one.display_name })}
        >
          {one.staff_id === working?.staff_id ? <><Icon name="person" />{shortName(one.display_name)}</> : shortName(one.display_name)}
        </button>
      ))}
      <button class="button" aria-label={t("header.add")} aria-pressed={adding.value} onClick={() => (adding.value = !adding.value)}>
        <Icon name="badge" /><span aria-hidden="true">+</span>
      </button>
      {working !== null && (
        <button class="button" aria-label={t("header.sign-out", { name: working.display_name })} onClick={() => void signOut(working.staff_id)}>
          <Icon name="sign-out" /><span class="wide">{t("header.sign-out.short")}</span>
        </button>
      )}
    </div>
  );
}
