/** The server's log: one line of JSON an event, without bodies, tokens or query values. */

/** What the log says of a request. */
export type LoggedRequest = { readonly method: string; readonly path: string };

/** Logs an error nobody expected, with all its causes. */
export function logError(error: Error, request: LoggedRequest): void {
  const causes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) causes.push(String(cause.stack));
  // biome-ignore lint/suspicious/noConsole: the console is where Workers log
  console.error(JSON.stringify({ level: 'error', method: request.method, path: request.path, causes }));
}
