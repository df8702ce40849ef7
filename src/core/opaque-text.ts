/** Texts that clients carry without reading them: JSON in base64url. */

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Characters that need no escape in an address or a header. */
export function printOpaque(json: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The JSON of such a text; undefined for any other text. */
export function parseOpaque(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return JSON.parse(utf8.decode(bytes));
  } catch {
    // Whatever is wrong with it, it is no text of ours.
    return undefined;
  }
}

/** Whether a part of that JSON is a whole number from 0 on. */
export const isCount = (part: unknown): part is number => Number.isSafeInteger(part) && Number(part) >= 0;
