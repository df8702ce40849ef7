/** Texts that only the holder of a key can read, with what every browser and Node have: WebCrypto. */

/**
 * The key for a passphrase. The same salt gives the same key again; the more iterations, the longer takes each guess of
 * an attacker, and each opening of yours.
 */
export async function deriveKey(passphrase: string, salt: string, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8(passphrase), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt), iterations };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export const newSalt = (): string => toBase64(crypto.getRandomValues(new Uint8Array(16)));

/**
 * The text, sealed for a place: at another place it cannot be opened, so that nobody can move what they cannot read.
 */
export async function seal(key: CryptoKey, place: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, utf8(text));
  return toBase64(iv) + toBase64(new Uint8Array(sealed));
}

/** @throws DOMException when the key is another, or the sealed text or its place is not what it was */
export async function unseal(key: CryptoKey, place: string, sealed: string): Promise<string> {
  const iv = fromBase64(sealed.slice(0, ivTextLength));
  const content = fromBase64(sealed.slice(ivTextLength));
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, content);
  return new TextDecoder().decode(text);
}

// 96 bits (NIST SP 800-38D §8.2.2), which are 16 characters of base64.
const ivLength = 12;
const ivTextLength = 16;

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
