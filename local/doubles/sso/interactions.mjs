// The sign-in page: a list of people to click on, and a field for whoever is not in it.

import { signIn } from './pages.mjs';

const PATH = /^\/sign-in\/([\w-]+)$/;
const LARGEST = 4096;

export function interactions(provider, settings) {
  const byEmail = new Map(settings.accounts.map((account) => [account.email, account]));
  return async (ctx, next) => {
    if (!PATH.test(ctx.path)) return next();
    if (!['GET', 'POST'].includes(ctx.method)) ctx.throw(405);
    const { params, prompt } = await provider.interactionDetails(ctx.req, ctx.res);
    if (prompt.name === 'consent') return leave(ctx, provider, { consent: {} }); // of the house: granted already
    const page = { people: settings.people, email: params.login_hint ?? '' };
    if (ctx.method === 'GET') return signIn(ctx, page, params.redirect_uri);
    const asked = new URLSearchParams(await body(ctx));
    if (asked.has('cancel')) {
      const refusal = { error: 'access_denied', error_description: 'nobody signed in' };
      return leave(ctx, provider, refusal);
    }
    const email = (asked.get('email') ?? '').trim().toLowerCase();
    const account = byEmail.get(email);
    if (account) return leave(ctx, provider, { login: { accountId: account.sub } });
    ctx.status = 422;
    return signIn(ctx, { ...page, email, unknown: true }, params.redirect_uri);
  };
}

async function leave(ctx, provider, result) {
  const way = await provider.interactionResult(ctx.req, ctx.res, result);
  ctx.status = 303;
  ctx.redirect(way);
}

async function body(ctx) {
  if (ctx.is('application/x-www-form-urlencoded') === false) ctx.throw(415);
  let text = '';
  for await (const part of ctx.req.setEncoding('utf8')) {
    text += part;
    if (text.length > LARGEST) ctx.throw(413);
  }
  return text;
}
