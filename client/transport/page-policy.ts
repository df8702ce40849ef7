/** Whether it was the page's own Content-Security-Policy that kept a request from being sent. */

type Watch = {
  /** What to change, when the policy has blocked this address; a page learns of it shortly after the request has failed. */
  readonly reason: () => Promise<string | undefined>;
  readonly end: () => void;
};

const shortlyMs = 50;

/** Looks for violations of `connect-src` (CSP Level 3 §5.3); where there are no pages there are none. */
export function blockedByPolicy(address: string): Watch {
  if (typeof SecurityPolicyViolationEvent !== 'function') {
    return { reason: async () => undefined, end: () => undefined };
  }
  let note: (event: SecurityPolicyViolationEvent) => void = () => undefined;
  const blocked = new Promise<string>((resolve) => {
    note = ({ blockedURI }) => {
      if (address.startsWith(blockedURI)) resolve(forbidden(address));
    };
  });
  addEventListener('securitypolicyviolation', note);
  return {
    reason: () => Promise.race([blocked, nothingFor(shortlyMs)]),
    end: () => removeEventListener('securitypolicyviolation', note),
  };
}

const nothingFor = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms));

function forbidden(address: string): string {
  const origin = /^[a-z]+:\/\/[^/]+/i.exec(address)?.[0] ?? address;
  return `The page's Content-Security-Policy forbids it: add ${origin} to connect-src.`;
}
