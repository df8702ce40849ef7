/** Collects garbage when a benchmark asks for it, so that nobody pays for what another has left. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** All of this process's that there is. */
export const collectGarbage: () => void = runInNewContext('gc');
