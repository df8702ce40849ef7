/** The server's log: one line of JSON an event, without bodies, tokens, query values or ids. */

/** What the log says of a request. */
export type LoggedRequest = { readonly method: string; readonly path: string };

/** Logs an error nobody expected, with all its causes. */
export function logError(error: Error, { method, path }: LoggedRequest, requestId: string): void {
  const causes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) causes.push(String(cause.stack));
  // biome-ignore lint/suspicious/noConsole: the console is where Workers log
  console.error(JSON.stringify({ level: 'error', requestId, method, path: loggedPath(path), causes }));
}

/** The first two names of a path, such as a table; what stands behind them may be an id or a secret. */
function loggedPath(path: string): string {
  const names = path
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .split('/')
    .filter((name) => name !== '');
  return `/${names.slice(0, 2).join('/')}${names.length > 2 ? '/...' : ''}`;
}
