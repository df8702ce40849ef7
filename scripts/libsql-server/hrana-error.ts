/** An error as Hrana reports it. */

export type HranaError = { readonly message: string; readonly code: string };

/** A request that breaks the protocol; `code` is one of sqld's own. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** SQLite's primary code (`SQLITE_CONSTRAINT`, not `SQLITE_CONSTRAINT_UNIQUE`), which is all that sqld tells. */
const primary = (code: string): string => code.split('_', 2).join('_');

/** The driver's whole code, such as `SQLITE_BUSY_SNAPSHOT`; empty for an error of another kind. */
export function sqliteCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  return error.code.startsWith('SQLITE_') ? error.code : '';
}

export function toHranaError(error: unknown): HranaError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ProtocolError) return { message, code: error.code };
  return { message, code: primary(sqliteCode(error)) || 'UNKNOWN' };
}
