/** What a user is called here. */

/**
 * The same for the same user of the same issuer, always; of nobody else, whatever other issuers call their users. 128
 * bits of a SHA-256, in the form that Azure Mobile Apps gave.
 */
export async function userIdOf(issuer: string, subject: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([issuer, subject]));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `sid:${hex.slice(0, 32)}`;
}
