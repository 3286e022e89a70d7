import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** The heading of what a touch has opened further down: brought into sight and given the focus, again when its content is there. */
export function InSight({ id, of, children }: { id: string; of: unknown; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current!.focus({ preventScroll: true });
    heading.current!.scrollIntoView({ block: "start" });
  }, [of]);
  return <h2 id={id} ref={heading} tabIndex={-1}>{children}</h2>;
}
