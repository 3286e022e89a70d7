import { Icon } from "../../shared/icons.tsx";
import { nextOf } from "../../shared/remembered.ts";
import { language, LANGUAGES } from "../../shared/texts.ts";
import { sound, SOUNDS, theme, THEMES } from "../engine/screen.ts";
import { t, type Key } from "../texts.ts";

/** Sound, light and language behind one button: each says how it is, and a touch changes it. */
export function Settings() {
  const isOn = sound.value === "on";
  return (
    <div class="row set">
      <button class="button plain" popovertarget="settings" aria-label={t("header.settings")}><Icon name={isOn ? "settings" : "muted"} /><span>{t("header.settings")}</span></button>
      <div id="settings" class="settings card stack" popover role="group" aria-label={t("header.settings")}>
        <button class="button" onClick={() => nextOf(sound, SOUNDS)}><Icon name={isOn ? "sound" : "muted"} />{t(`header.sound-${sound.value}` as Key)}</button>
        <button class="button" onClick={() => nextOf(theme, THEMES)}><Icon name="theme" />{t(`header.theme.${theme.value}` as Key)}</button>
        <button class="button" lang={language.value === "en" ? "fr" : "en"} onClick={() => nextOf(language, LANGUAGES)}>
          <Icon name="language" />{t("language.other")}
        </button>
      </div>
    </div>
  );
}
