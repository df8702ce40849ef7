/** Short marks by which equal texts are known again. */

/**
 * 14 hex digits that depend on the whole text (cyrb53 by bryc, public domain, whose 53 bits are exact numbers). Nothing
 * may rest on two texts having different ones where somebody gains from finding a pair.
 */
export function fingerprint(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  const number = 2 ** 32 * (0x1fffff & low) + (high >>> 0);
  return number.toString(16).padStart(14, '0');
}
