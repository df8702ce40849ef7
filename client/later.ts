/**
 * What an app does not load at its start: pushes of several operations at once, decisions about refusals, what is
 * remembered of operations in case the database is restored, pulls that follow changes or bring a part of a table,
 * drift checks, purges, online tables, functions and arithmetic of filters, and what services and tables out of the
 * ordinary take. One module, so that one request, or one entry in a list of files to keep, has all of it.
 */

export { operations } from '../src/protocol/filter-operation.ts';
export { listErrors } from './sync/list-errors.ts';
export { cancelPending, listPending } from './sync/pending-operation.ts';
export { pullTogether } from './sync/pull-together.ts';
export { purgeTable } from './sync/purge.ts';
export { sendQueue } from './sync/send-queue.ts';
export { signOut } from './sync/sign-out.ts';
export { verifyTable } from './sync/verify.ts';
export { readFailed } from './transport/failed-answer.ts';
export { noAnswer } from './transport/no-answer.ts';
export { lookup, write } from './transport/online.ts';
export { list } from './transport/online-list.ts';
