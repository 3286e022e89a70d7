// What the provider is strict about, and what it says of a person.

import Provider from 'oidc-provider';

import { failure, signOut, signedOut } from './pages.mjs';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

export function makeProvider(settings) {
  const accounts = new Map(settings.accounts.map((account) => [account.sub, account]));
  const provider = new Provider(settings.issuer, {
    clients: settings.clients,
    jwks: { keys: settings.keys },
    cookies: { keys: settings.cookie_keys },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false, // as most providers do: e-mail and name are in the ID token
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    ttl: {
      AuthorizationCode: MINUTE,
      AccessToken: 10 * MINUTE,
      IdToken: 5 * MINUTE,
      RefreshToken: DAY,
      Interaction: 60 * MINUTE,
      Session: DAY,
      Grant: DAY,
    },
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: signOut, postLogoutSuccessSource: signedOut },
    },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: () => account };
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    loadExistingGrant: grantWhatIsAsked,
    renderError: failure,
  });
  return provider;
}

// Every client is of the house, so nobody is asked whether it may know them.
async function grantWhatIsAsked(ctx) {
  const { client, session, params, provider } = ctx.oidc;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ??
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}
