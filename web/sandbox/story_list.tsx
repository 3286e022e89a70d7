// What has happened, the last thing first.
import { story } from "./world.ts";

export function Story() {
  return (
    <section class="card stack" aria-labelledby="story">
      <h2 id="story">What happened</h2>
      {story.value.length === 0 && <p class="hint">Nothing yet. Each thing that Ordak or a shop does is told here.</p>}
      <div class="story" role="log" aria-labelledby="story">
        {story.value.map(({ at, text }) => (
          <p key={`${at.getTime()} ${text}`} class="arrives"><time dateTime={at.toISOString()}>{at.toLocaleTimeString("en-GB")}</time> {text}</p>
        ))}
      </div>
    </section>
  );
}
