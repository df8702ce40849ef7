/** A `fetch` that says when the page's own Content-Security-Policy has kept a request from being sent. */

/**
 * `fetch` as it is, but what the policy has blocked fails with an error that says so: it is the `cause` of the client's.
 * For `environment: { fetch: policyFetch() }` while an app is made; browsers themselves only log it.
 */
export function policyFetch(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    let blocked: string | undefined;
    // Violations of `connect-src` (CSP Level 3 §5.3); where there are no pages there are none.
    const note = (event: Event): void => {
      if ('blockedURI' in event && address.startsWith(String(event.blockedURI))) blocked = String(event.blockedURI);
    };
    globalThis.addEventListener?.('securitypolicyviolation', note);
    try {
      return await fetch(input, init);
    } catch (cause) {
      // A page learns of it shortly after the request has failed.
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (blocked === undefined) throw cause;
      throw new TypeError(`The Content-Security-Policy of the page forbids ${blocked}: add it to connect-src.`, {
        cause,
      });
    } finally {
      globalThis.removeEventListener?.('securitypolicyviolation', note);
    }
  };
}
