// How the provider is told to fail, what time it is there, and what it has been asked: /_double, for tests.
//
// A switch strikes the next `count` requests for `path`: it waits `seconds`, does what was asked if `after`, and then
// answers `status` with `body` of `type`. Status 0 cuts the connection; without one the answer is the right one.

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
    const strike = switches.findIndex((one) => one.path === ctx.path);
    if (strike < 0) return next();
    const one = switches[strike];
    one.count -= 1;
    if (one.count <= 0) switches.splice(strike, 1);
    if (one.seconds) await new Promise((resolve) => setTimeout(resolve, one.seconds * 1000));
    if (one.after) await next(); // what was asked for is done, and its answer is lost
    if (one.status === 0) {
      ctx.respond = false;
      ctx.res.socket.destroy();
      return;
    }
    if (!one.status) return next();
    ctx.status = one.status;
    ctx.type = one.type ?? 'text/plain';
    ctx.body = one.body ?? 'told to fail';
  };
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
