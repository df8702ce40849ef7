/** What an error of a driver is to the one who uses the store. */
import { StoreError, type StoreErrorCode } from '../store-error.ts';

// Drivers for phones pass on nothing but SQLite's own sentence for its result code, which never changes
// (`sqlite3ErrStr`, https://www.sqlite.org/rescode.html); so it is what all drivers are read by.
const full = /database or disk is full/;
const busy = /database(?: table)? is locked/;

/** Whether another connection writes just now, so that it is worth to try again. */
export const isBusy = (error: unknown): boolean => busy.test(messageOf(error));

/** A StoreError with this cause; `full` whenever there is no room, else of the given code. */
export function toStoreError(error: unknown, code: StoreErrorCode): StoreError {
  if (error instanceof StoreError) return error;
  const message = messageOf(error);
  if (full.test(message)) return new StoreError('full', 'The device has no more room; nothing was written.', error);
  return new StoreError(code, `SQLite could not do it: ${message}`, error);
}

/** Of an Error, of what looks like one, as that of the Cordova plugin, or of a text. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
