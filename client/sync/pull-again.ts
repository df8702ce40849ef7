import { SyncError } from '../sync-error.ts';

/** A page does not tell what has happened meanwhile; the pull is to begin once more. */
export class PullAgain extends SyncError {
  constructor() {
    super('pull-overtaken');
  }
}
