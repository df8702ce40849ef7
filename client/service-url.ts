/** The address of a service. */
import { SyncError } from './sync-error.ts';

/** Without slashes at its end. @throws SyncError `invalid-option` for what is no http address. */
export function parseServiceUrl(text: string): string {
  const url = /^https?:\/\/[^/].*?(?=\/*$)/.exec(text)?.[0];
  if (url === undefined) throw new SyncError('invalid-option', `url is no http address: "${text}".`);
  return url;
}
