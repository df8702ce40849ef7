/** Whether it was the page's own Content-Security-Policy that kept a request from being sent. */

type Watch = {
  /** What to change, when the policy has blocked an address of this service since the watch began. */
  readonly reason: () => string | undefined;
  readonly end: () => void;
};

/** Looks for violations of `connect-src` (CSP Level 3 §5.3); where there are no pages there are none. */
export function blockedByPolicy(address: string): Watch {
  const { addEventListener, removeEventListener } = globalThis;
  if (typeof addEventListener !== 'function' || typeof removeEventListener !== 'function') {
    return { reason: () => undefined, end: () => undefined };
  }
  let blocked = false;
  const note = (event: Event): void => {
    blocked ||= 'blockedURI' in event && typeof event.blockedURI === 'string' && address.startsWith(event.blockedURI);
  };
  addEventListener('securitypolicyviolation', note);
  return {
    reason: () =>
      blocked ? `The page's Content-Security-Policy forbids it: add ${origin(address)} to connect-src.` : undefined,
    end: () => removeEventListener('securitypolicyviolation', note),
  };
}

const origin = (address: string): string => /^[a-z]+:\/\/[^/]+/i.exec(address)?.[0] ?? address;
