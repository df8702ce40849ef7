/** What a service gives to who has signed in. */

export type Login = { readonly authenticationToken: string; readonly user: { readonly userId: string } };

/** The login in what was received, or kept; undefined for anything else. */
export function readLogin(value: unknown): Login | undefined {
  if (!isObject(value) || !('authenticationToken' in value && 'user' in value)) return undefined;
  const { authenticationToken, user } = value;
  if (typeof authenticationToken !== 'string' || !isObject(user) || !('userId' in user)) return undefined;
  return typeof user.userId === 'string' ? { authenticationToken, user: { userId: user.userId } } : undefined;
}

/** The login in such a text. */
export function parseLogin(text: string): Login | undefined {
  try {
    return readLogin(JSON.parse(text));
  } catch {
    // Whoever wrote it, nobody is signed in by it.
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
