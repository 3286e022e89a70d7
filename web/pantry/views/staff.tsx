// What staff see, which a member's phone need not fetch.
import { Board } from "./board.tsx";
import { Households } from "./households.tsx";
import { Items } from "./items.tsx";
import { Sessions } from "./sessions.tsx";

export const VIEWS = { board: Board, sessions: Sessions, items: Items, households: Households };
