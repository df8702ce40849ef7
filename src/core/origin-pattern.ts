/** Patterns of origins, as the app lists them. */

/**
 * What matches the origins that the pattern names: `https://app.example.com` exactly, `https://*.example.com` every
 * host below, `http://localhost:*` every port, `*` all.
 */
export function originPattern(origin: string): RegExp {
  if (origin === '*') return /^/;
  const escaped = origin.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  const anyPort = escaped.replace(/:\*$/, '(?::\\d+)?');
  // A star stands for a port, or for the names before a host; what it stands for has no character that ends a host.
  return new RegExp(`^${anyPort.replaceAll('*', '[a-z0-9.-]+')}$`, 'i');
}
