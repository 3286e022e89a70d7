import { Icon } from "../../shared/icons.tsx";
import { nextOf } from "../remembered.ts";
import { sound, SOUNDS, theme, THEMES } from "../screen.ts";
import { language, LANGUAGES, t, type Key } from "../texts.ts";

/** Sound, light and language: each button says how it is, and a touch changes it. */
export function Settings() {
  return (
    <div class="settings row" role="group" aria-label={t("header.settings")}>
      <button class="button plain" aria-label={t(`header.sound-${sound.value}` as Key)} onClick={() => nextOf(sound, SOUNDS)}>
        <Icon name={sound.value === "on" ? "sound" : "muted"} />
      </button>
      <button class="button plain" aria-label={t(`header.theme.${theme.value}` as Key)} onClick={() => nextOf(theme, THEMES)}>
        <Icon name="theme" />
      </button>
      <button class="button plain" lang={language.value === "en" ? "fr" : "en"} onClick={() => nextOf(language, LANGUAGES)}>
        <Icon name="language" /><span>{t("language.other.short")}</span><span class="visually-hidden">{t("language.other")}</span>
      </button>
    </div>
  );
}
