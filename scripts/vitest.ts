/** Vitest, for scripts that run it. */
import { fileURLToPath } from 'node:url';

/** The file that Node runs as `npx vitest`. */
export const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
