// An invitation stands behind the # of an address, which is sent to no server. It goes to the sign-in in a cookie, not in an address.
const CODE = /^J-[0-9A-Z]{16}-[0-9A-Z]$/;
const HOUSE = /^[a-z][a-z0-9]{0,60}$/;
const MINUTES = 60;

/** Takes the invitation out of the address; returns where its person signs in, null if there is none. */
export function takeInvitation(): string | null {
  const named = new URLSearchParams(location.hash.slice(1));
  const code = named.get("invitation");
  if (code === null) return null;
  history.replaceState(null, "", location.pathname + location.search);
  if (!CODE.test(code)) return null;
  document.cookie = `__Host-ordak_invitation=${code}; Path=/; Secure; SameSite=Lax; Max-Age=${MINUTES * 60}`;
  const house = named.get("house") ?? "";
  return `/auth/login?return_to=${encodeURIComponent(location.pathname)}${HOUSE.test(house) ? `&house=${house}` : ""}`;
}
