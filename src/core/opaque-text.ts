/** Texts that clients carry without reading them: JSON in base64url. */

/** Characters that need no escape in an address or a header. */
export function printOpaque(json: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The JSON of such a text; undefined for any other text. */
export function parseOpaque(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    // Whatever is wrong with it, it is no text of ours.
    return undefined;
  }
}

/** Whether a part of that JSON is a whole number from 0 on. */
export const isCount = (part: unknown): part is number => Number.isSafeInteger(part) && Number(part) >= 0;
