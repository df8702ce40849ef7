/** The name of a client's database: one for each service and user, so that nobody finds another's records. */

/** The same two texts always give the same name, and others another one; it has letters, digits and dashes alone. */
export function storeName(prefix: string, url: string, user: string): string {
  return `${prefix}-${hash(`${url}\n${user}`)}`;
}

// Two multiplicative hashes of 32 bits over UTF-16 code units, after MurmurHash; no engine has a hash without waiting.
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  const mixedHigh = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const mixedLow = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [mixedHigh, mixedLow].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
