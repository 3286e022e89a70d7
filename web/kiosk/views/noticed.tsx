import { Icon, type IconName } from "../../shared/icons.tsx";
import { isFresh, marked, noticeOf, markSeen, struck, type Kind } from "../engine/noticed.ts";
import { numberOf } from "../engine/tickets.ts";
import { t } from "../texts.ts";

const ICONS: Record<Kind, IconName> = { new: "sparkle", arrived: "waiting", changed: "changed", cancelled: "cancelled" };

/** The mark on a card of what nobody has touched since it changed. */
export function NoticeMark({ id }: { id: string }) {
  const notice = noticeOf(id);
  if (notice === undefined) return null;
  return (
    <span class={`badge notice-mark notice-${notice.kind} ${isFresh(notice) ? "fresh-notice" : ""}`}>
      <Icon name={ICONS[notice.kind]} />{t(`noticed.${notice.kind}`)}
    </span>
  );
}

/** What is not to be made any more, and how much else has changed; one touch says that all of it was seen. */
export function Noticed() {
  const count = marked.value.length;
  return (
    <div role="status" class="noticed">
      {count > 0 && (
        <>
          <ul class="row">
            {struck.value.map((notice) => (
              <li key={notice.id}>
                <button class={`button struck ${isFresh(notice) ? "fresh-notice" : ""}`} onClick={() => void markSeen(notice.id)}>
                  <Icon name="cancelled" /><strong>{t("noticed.cancelled")}</strong>
                  <s><strong>{numberOf(notice.id)}</strong> {notice.cake}</s>
                </button>
              </li>
            ))}
          </ul>
          <button class="button" onClick={() => void markSeen()}><Icon name="check" />{t("noticed.seen", { n: count })}</button>
        </>
      )}
    </div>
  );
}
