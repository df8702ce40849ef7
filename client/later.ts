/**
 * What an app does not load at its start: decisions about refusals, purges, and online tables. One module, so that one
 * request, or one entry in a list of files to keep, has all of it.
 */
export { cancelPending } from './sync/cancel-pending.ts';
export { purgeTable } from './sync/purge.ts';
export { PushError } from './sync/push-error.ts';
export { refuse } from './sync/refusal.ts';
export { list, lookup, write } from './transport/online.ts';
