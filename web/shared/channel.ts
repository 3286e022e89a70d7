// What tabs tell each other.
export interface Channel<Notice> {
  listen(listener: (notice: Notice) => void): void;
  /** Tells the other tabs. */
  tell(notice: Notice): void;
  /** Tells every tab, this one too. */
  announce(notice: Notice): void;
}

export function channelOf<Notice>(name: string): Channel<Notice> {
  const channel = new BroadcastChannel(name);
  const listeners = new Set<(notice: Notice) => void>();
  const hand = (notice: Notice): void => listeners.forEach((listener) => listener(notice));
  const tell = (notice: Notice): void => channel.postMessage(notice);
  channel.onmessage = ({ data }: MessageEvent<Notice>) => hand(data);
  return {
    tell,
    listen: (listener) => void listeners.add(listener),
    announce(notice) {
      tell(notice);
      hand(notice);
    },
  };
}
