// The queue's order is the server's: each ticket brings its place as a key, which is compared and never read.
interface Placed {
  id: string;
  queue_key: string;
}

/** A ticket as it is now, instead of what was known of it: where that stood, or where the server has it from now on. */
export function put<T extends Placed>(tickets: readonly T[], ticket: T): readonly T[] {
  const at = tickets.findIndex(({ id }) => id === ticket.id);
  if (at >= 0 && tickets[at]!.queue_key === ticket.queue_key) return tickets.with(at, ticket);
  const others = tickets.filter(({ id }) => id !== ticket.id);
  const next = others.findIndex(({ queue_key }) => queue_key > ticket.queue_key);
  return others.toSpliced(next === -1 ? others.length : next, 0, ticket);
}
