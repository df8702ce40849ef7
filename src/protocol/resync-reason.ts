/** Why a delta link cannot be followed any further. */

/**
 * `expired`: what has changed since is no longer known. `scope`: the user may see other records than before. `schema`:
 * a column that the query names is gone or has another type. `rewound`: the database was restored to a time before the
 * link.
 */
export type ResyncReason = 'expired' | 'scope' | 'schema' | 'rewound';
