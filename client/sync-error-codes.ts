/** The codes of errors in words, for apps that show them; the client itself has no use for the texts. */

/**
 * Each code, and what it means. The names of the source documents beside ours are listed in the client's README.
 * Those that begin with `cancelled-by` end a push or a pull as a whole; nothing of the queue is lost by any of them.
 */
export const syncErrorCodes = {
  'connection-failed': 'The service could not be reached.',
  'cancelled-by-network': 'The push or pull ended, since the service could not be reached.',
  'cancelled-by-authentication': 'The push or pull ended, since the service asked for a signed-in user.',
  'cancelled-by-server': 'The push or pull ended, since the service is busy or failing.',
  'cancelled-by-store': 'The push or pull ended, since the local store failed.',
  'cancelled-by-signal': 'The push or pull ended, since its signal was aborted.',
  'cancelled-by-operation': 'The push ended, since a handler asked for it.',
  'authentication-required': 'The service asked for a signed-in user.',
  'login-cancelled': 'The user has closed the window of the login.',
  'login-failed': 'Nobody was signed in.',
  'request-refused': 'The service refused the request.',
  'server-failed': 'The service is busy or failing.',
  conflict: 'The record on the server is another than the one that the request was made on.',
  'record-exists': 'There is a record with this id.',
  'record-not-found': 'There is no record with this id.',
  'invalid-record': 'The record cannot be stored or sent.',
  'invalid-option': 'An option has a value that it does not take.',
  'pending-operations': 'Records have operations that were not sent; push them, or force it.',
  'pull-overtaken': 'Another tab pulled or purged the same query at the same time; pull again.',
  'operation-in-flight': 'The operation was sent, and its outcome is not known yet; push, and see.',
  'operation-changed': 'The operation was changed or removed since.',
  closed: 'The client was closed.',
} as const;

export type SyncErrorCode = keyof typeof syncErrorCodes;
