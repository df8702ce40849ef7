/**
 * What an app does not load at its start: pushes of several operations at once, decisions about refusals, purges, online
 * tables, pulls of a part of a table, functions and arithmetic of filters, and what services and tables out of the ordinary
 * take. One module, so that one request, or one entry in a list of files to keep, has all of it.
 */

export { operations } from '../src/protocol/filter-operation.ts';
export { fittedTo, fittingRows } from './record/fitted.ts';
export { askTogether } from './sync/ask-together.ts';
export { askedWalk } from './sync/asked-walk.ts';
export { confirmHeads } from './sync/confirm-heads.ts';
export { checkParallel, deliverAll } from './sync/deliver-all.ts';
export { deliverOtherwise } from './sync/deliver-otherwise.ts';
export { goOn } from './sync/go-on.ts';
export { listErrors } from './sync/list-errors.ts';
export { readOldPage } from './sync/old-page.ts';
export { cancelPending, listPending } from './sync/pending-operation.ts';
export { pullAnew } from './sync/pull-anew.ts';
export { purgeTable } from './sync/purge.ts';
export { signOut } from './sync/sign-out.ts';
export { readFailed } from './transport/failed-answer.ts';
export { lookup, write } from './transport/online.ts';
export { list } from './transport/online-list.ts';
