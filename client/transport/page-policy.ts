/** Whether it was the page's own Content-Security-Policy that kept a request from being sent. */

type Watch = {
  /** What to change, when the policy has blocked this address; a page learns of it shortly after the request has failed. */
  readonly reason: () => Promise<string | undefined>;
  readonly end: () => void;
};

/** Looks for violations of `connect-src` (CSP Level 3 §5.3); where there are no pages there are none. */
export function watchPolicy(address: string): Watch {
  const type = 'securitypolicyviolation';
  let why: string | undefined;
  const note = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
    if (address.startsWith(blockedURI))
      why = `The page's Content-Security-Policy forbids ${blockedURI}: see connect-src.`;
  };
  const isPage = 'SecurityPolicyViolationEvent' in globalThis;
  if (isPage) addEventListener(type, note);
  return {
    async reason() {
      if (isPage && why === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
      return why;
    },
    end() {
      if (isPage) removeEventListener(type, note);
    },
  };
}
