import type { Undone } from './outcome.ts';

/**
 * What answers with anything else than what was asked for is not the service: sign-in pages of networks answer
 * anything.
 */
export const foreign = { kind: 'network', message: 'The answer is not from the service.' } as const satisfies Undone;
