/** When a script that serves has to stop. */

/**
 * A signal that fires when the process is asked to end (Ctrl-C, SIGTERM, a closed terminal), or when npm, which started
 * it, is gone: npm passes no signal on, and would leave the server running.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop(), 500).unref();
  }
  return controller.signal;
}
