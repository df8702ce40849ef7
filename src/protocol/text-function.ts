/** What functions make of text, as the database does: in code points, with ASCII letters only folded. */

export const codePoints = (text: string): readonly string[] => Array.from(text);

export const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export const upperAscii = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Without the blanks (U+0020) at both ends. */
export const trimBlanks = (text: string): string => /^ *(.*[^ ])?/s.exec(text)?.[1] ?? '';
