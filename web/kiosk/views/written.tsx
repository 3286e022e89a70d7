import { Icon } from "../../shared/icons.tsx";
import { withPictures } from "../engine/pictures.ts";
import { picture } from "../engine/screen.ts";
import { t } from "../texts.ts";

/** What somebody else wrote: a text by itself, whichever way it runs, and never a link. On a ticket a touch shows a picture's code. */
export function Written({ text, touch = false }: { text: string; touch?: boolean }) {
  return (
    <bdi>
      {withPictures(text).map((part) => {
        if (typeof part === "string") return part;
        const said = <><Icon name="camera" />{t("ticket.photo")} · <bdi>{part.host}</bdi></>;
        return touch ? <button class="button photo" onClick={() => (picture.value = part)}>{said}</button> : <span class="photo">{said}</span>;
      })}
    </bdi>
  );
}

/** Several, a dot between them. */
export function Listed({ texts }: { texts: (string | null | undefined)[] }) {
  return <>{texts.filter(Boolean).map((text, nth) => <>{nth > 0 && " · "}<Written text={text!} /></>)}</>;
}
