// How the provider is made to fail, what time it is there, and what it has been asked: /_double, for tests.
//
// Switches are those of the doubles' kit (kit/failures.py), and an operation is a path. Nothing here has headers of its own.

const KINDS = ['latency', 'headers', 'status', 'status after', 'silence', 'reset before', 'reset after', 'garbage'];
const switches = [];
const calls = [];
const KEPT = 1000;

let ahead = 0; // of the machine's clock, in milliseconds
const machine = Date.now;
Date.now = () => machine() + ahead;

export function failures() {
  return async (ctx, next) => {
    if (ctx.path.startsWith('/_double/') && isForeign(ctx)) ctx.throw(403);
    if (ctx.path === '/_double/calls') return tell(ctx);
    if (ctx.path === '/_double/fail') return set(ctx);
    if (ctx.path === '/_double/clock') return turn(ctx);
    calls.push({ method: ctx.method, path: ctx.path });
    if (calls.length > KEPT) calls.shift();
    const late = take('latency', ctx.path);
    if (late) await new Promise((resolve) => setTimeout(resolve, late.seconds * 1000));
    const more = take('headers', ctx.path);
    if (more) ctx.set(more.headers);
    if (take('reset before', ctx.path)) return cut(ctx);
    const silent = take('silence', ctx.path);
    if (silent) return new Promise((resolve) => setTimeout(resolve, silent.seconds * 1000)).then(() => cut(ctx));
    const other = take('status', ctx.path);
    if (other) return answer(ctx, other);
    await next();
    if (take('reset after', ctx.path)) return cut(ctx);
    const instead = take('status after', ctx.path);
    if (instead) return answer(ctx, instead);
    if (take('garbage', ctx.path)) ctx.body = `${JSON.stringify(ctx.body).slice(0, -1)}<`;
  };
}

function take(kind, path) {
  const at = switches.findIndex((one) => one.kind === kind && one.operation === path);
  if (at < 0) return undefined;
  const one = switches[at];
  one.count -= 1;
  if (one.count <= 0) switches.splice(at, 1);
  return one;
}

function answer(ctx, { status, body, content_type, retry_after, headers }) {
  ctx.status = status;
  ctx.type = content_type;
  ctx.set(headers);
  if (retry_after !== null) ctx.set('Retry-After', retry_after);
  ctx.body = body;
}

function cut(ctx) {
  ctx.respond = false;
  ctx.res.socket.destroy();
}

// As local/servers/same_origin.py: a page of another origin, or a name that another site may point here.
function isForeign(ctx) {
  const origin = ctx.get('origin');
  const from = ctx.get('sec-fetch-site') || 'none';
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(ctx.hostname)) return true;
  return (origin !== '' && origin !== `http://${ctx.host}`) || !['same-origin', 'none'].includes(from);
}

function tell(ctx) {
  ctx.body = calls;
}

async function set(ctx) {
  const asked = await posted(ctx);
  if (!asked.every((one) => KINDS.includes(one.kind))) ctx.throw(400);
  switches.length = 0;
  switches.push(...asked);
  ctx.body = { on: switches.length };
}

async function turn(ctx) {
  ahead = (await posted(ctx)).seconds * 1000;
  ctx.body = { ahead };
}

async function posted(ctx) {
  if (ctx.method !== 'POST') ctx.throw(405);
  let text = '';
  for await (const part of ctx.req.setEncoding('utf8')) text += part;
  return JSON.parse(text);
}
