/** What nobody waits for the end of. */

/** Of what has gone down with its process, or was lost on its way, and is heard of no more. */
export const never = <Result>(): Promise<Result> => new Promise<Result>(() => undefined);
