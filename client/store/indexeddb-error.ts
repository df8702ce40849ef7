/** What an error of IndexedDB is to the one who uses the store. */
import { StoreError, type StoreErrorCode } from './store-error.ts';

/** A StoreError with this cause; `full` whenever the browser says that there is no room, else of the given code. */
export function toStoreError(cause: unknown, code: StoreErrorCode): StoreError {
  if (cause instanceof StoreError) return cause;
  const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new StoreError(isFull ? 'full' : code, String(cause), cause);
}
