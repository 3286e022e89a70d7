// The server's functions as types, of the API's document.
import type { paths } from "../shared/api.d.ts";

type Posts<P extends keyof paths> = NonNullable<paths[P]["post"]>;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
export type RpcName = keyof paths extends infer P ? (P extends `/rpc/${infer Name}` ? Name : never) : never;
export type Answer<N extends RpcName> = Json<Posts<`/rpc/${N}`>["responses"][200]>;
type Given<N extends RpcName> = Json<NonNullable<Posts<`/rpc/${N}`>["requestBody"]>>;
/** What has a default is null in the document; it need not be said. */
export type Body<N extends RpcName> = { [K in keyof Given<N> as null extends Given<N>[K] ? K : never]?: Given<N>[K] } & {
  [K in keyof Given<N> as null extends Given<N>[K] ? never : K]: Given<N>[K];
};
