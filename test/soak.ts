/** A soak: a run of the property tests that takes its time. */

/** `times` as many runs of each property as in CI, but no more than fit into so many `minutes`; all from one seed. */
export type Soak = { readonly seed: number; readonly times: number; readonly minutes: number };

declare module 'vitest' {
  interface ProvidedContext {
    soak: Soak | undefined;
  }
}

/**
 * The soak that the variables FUZZ_SEED, FUZZ_TIMES and FUZZ_MINUTES ask for; undefined if none of them is set. What is
 * not set is a new seed, 20 times and 5 minutes.
 *
 * @throws Error for a variable that is no positive number.
 */
export function soakOf(variables: { readonly [name: string]: string | undefined }): Soak | undefined {
  const read = (name: string, otherwise: number): number => {
    const value = Number(variables[name] ?? otherwise);
    if (value > 0 && value < 2 ** 31) return value;
    throw new Error(`${name} is "${variables[name]}", which is no positive number.`);
  };
  if (['FUZZ_SEED', 'FUZZ_TIMES', 'FUZZ_MINUTES'].every((name) => variables[name] === undefined)) return undefined;
  return {
    seed: Math.ceil(read('FUZZ_SEED', Date.now() % 2 ** 31)),
    times: Math.ceil(read('FUZZ_TIMES', 20)),
    minutes: read('FUZZ_MINUTES', 5),
  };
}
