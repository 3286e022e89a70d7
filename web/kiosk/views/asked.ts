// What a view asks the server for: undefined while it is being read, null when there was no answer.
import { useEffect, useState } from "preact/hooks";
import type { Answer, Body, RpcName } from "../../shared/rpc.ts";
import { read } from "../engine/actions.ts";

export function useAnswer<N extends RpcName>(name: N, body: Body<N> | null): [Answer<N> | null | undefined, () => void] {
  const [answer, setAnswer] = useState<Answer<N> | null>();
  const [times, setTimes] = useState(0);
  const asked = JSON.stringify(body);
  useEffect(() => {
    if (body === null) return undefined;
    let wanted = true;
    setAnswer(undefined);
    void read(name, body).then((read) => {
      if (wanted) setAnswer(read);
    });
    return () => {
      wanted = false;
    };
  }, [name, asked, times]);
  return [answer, () => setTimes(times + 1)];
}
