// What a person sees. Nothing is fetched from anywhere, no script runs, and a form leads nowhere but here and back.

import { createHash } from 'node:crypto';

const STYLE = `
  :root { color-scheme: light dark; --quiet: light-dark(#595959, #b8b8b8); font: 1.125rem/1.5 system-ui, sans-serif; }
  body { max-width: 26rem; margin: 3rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
  p { margin: .25rem 0 1rem; }
  .note { color: var(--quiet); font-size: .95rem; }
  .alert { border-left: .3rem solid #c62828; padding: .5rem .75rem; background: #c628281a; }
  form { margin: 0; }
  button, input { font: inherit; border-radius: .5rem; border: 1px solid #8888; padding: .65rem .9rem; width: 100%; box-sizing: border-box; }
  button { cursor: pointer; text-align: left; background: #8881; margin-bottom: .5rem; }
  button:hover, button:focus-visible { background: #1565c022; border-color: #1565c0; }
  button.main { background: #1565c0; border-color: #1565c0; color: #fff; text-align: center; }
  button.plain { border: 0; background: none; text-align: center; text-decoration: underline; }
  button small { display: block; color: var(--quiet); }
  label { display: block; margin: 1rem 0 .25rem; }
  input { margin-bottom: .5rem; }
  hr { border: 0; border-top: 1px solid #8884; margin: 1.25rem 0; }
`;
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function signIn(ctx, { people, email, unknown }, back) {
  const buttons = people.map(
    (person) => `<button name="email" value="${safe(person.email)}">Sign in as ${safe(person.name)}
      <small>${safe(person.about)}</small></button>`,
  );
  const alert = `<p class="alert" role="alert">Nobody here has the e-mail “${safe(email)}”. Check it, or pick a name.</p>`;
  page(
    ctx,
    'Who is signing in?',
    `<p class="note">This is the practice sign-in of a stack on your own computer: no password is needed.</p>
    ${unknown ? alert : ''}
    <form method="post">${buttons.join('\n')}</form>
    <hr>
    <form method="post">
      <label for="email">Somebody else? Their e-mail:</label>
      <input id="email" name="email" type="email" autocomplete="off" required value="${safe(email)}">
      <button class="main">Sign in</button>
    </form>
    <form method="post"><button class="plain" name="cancel" value="yes">Go back without signing in</button></form>`,
    back,
  );
}

export function signOut(ctx, form) {
  page(
    ctx,
    'Sign out everywhere?',
    `<p>You are signed out of Ordak. Should the sign-in forget you too, so that the next person is asked who they are?</p>
    ${form}
    <button class="main" type="submit" form="op.logoutForm" name="logout" value="yes">Yes, forget me</button>
    <button class="plain" type="submit" form="op.logoutForm">No, this is my own computer</button>`,
    ctx.oidc.params?.post_logout_redirect_uri,
  );
}

export function signedOut(ctx) {
  page(ctx, 'You are signed out', '<p>You can close this page.</p>');
}

export function failure(ctx, out) {
  const words = `${out.error}${out.error_description ? `: ${out.error_description}` : ''}`;
  page(
    ctx,
    'That did not work',
    `<p>Go back to where you came from and sign in once more.</p><p class="note">For a developer: ${safe(words)}</p>`,
  );
}

// Chromium holds the redirects after a form to form-action as well, so the way back has to be named.
function page(ctx, title, content, back) {
  const origin = back && URL.canParse(back) ? ` ${new URL(back).origin}` : '';
  ctx.set({
    'content-security-policy': `default-src 'none'; img-src data:; style-src ${STYLE_HASH}; form-action 'self'${origin}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  ctx.type = 'html';
  ctx.body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}

function safe(text) {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
