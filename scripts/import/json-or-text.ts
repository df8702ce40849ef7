/** Text that may be JSON. */
import type { Json } from '../../src/protocol/column-kind.ts';

/** The JSON that it is, or the text itself. */
export function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
