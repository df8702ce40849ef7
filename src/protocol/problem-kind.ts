/** The closed table of everything that can be refused. */

/** What one problem code means: its HTTP status, a title, and whether the same request may succeed later. */
type ProblemKind = { readonly status: number; readonly title: string; readonly retryable: boolean };

const refused = (status: number, title: string): ProblemKind => ({ status, title, retryable: false });
const later = (status: number, title: string): ProblemKind => ({ status, title, retryable: true });

/** Every problem code of the wire. Clients may switch on the code; it never changes its meaning. */
export const problemKinds = {
  malformed_json: refused(400, 'The body is not JSON'),
  invalid_body: refused(400, 'The body is not one JSON object'),
  invalid_field: refused(400, 'A member of the body has a value that its column does not take'),
  missing_field: refused(400, 'A required member is missing from the body'),
  unknown_field: refused(400, 'The body names a member that the table does not have'),
  reserved_field: refused(400, 'The body sets a member that only the server sets'),
  id_mismatch: refused(400, 'The id in the body is not the id in the address'),
  invalid_id: refused(400, 'The id is empty, too long or has characters that an id cannot have'),
  invalid_query: refused(400, 'The query cannot be understood'),
  invalid_address: refused(400, 'The address cannot be decoded'),
  invalid_precondition: refused(400, 'A conditional header cannot be understood'),
  invalid_operation_key: refused(400, 'The operation key cannot be understood'),
  invalid_group: refused(400, 'The atomic group is not a run of different records'),
  too_many_edits_of_one_record: refused(400, 'One request edits one record too often'),
  invalid_batch: refused(400, 'The batch cannot be understood'),
  invalid_request: refused(400, 'A request of the batch cannot be understood'),
  too_many_in_batch: refused(400, 'The batch has too many requests'),
  unsupported_version: refused(400, 'The protocol version is not supported'),
  rejected: refused(400, 'The operation breaks a rule of the app'),
  authentication_required: refused(401, 'The operation needs a signed-in user'),
  forbidden: refused(403, 'The user may not do this'),
  unknown_route: refused(404, 'There is nothing at this address'),
  unknown_table: refused(404, 'There is no such table'),
  record_not_found: refused(404, 'The item does not exist'),
  method_not_allowed: refused(405, 'The address does not take this method'),
  operation_disabled: refused(405, 'The table does not allow this operation'),
  record_exists: refused(409, 'A record with this id exists'),
  version_conflict: refused(409, 'The record has changed since the version that the body names'),
  operation_expired: refused(409, 'The operation was decided so long ago that its outcome is no longer kept'),
  record_gone: refused(410, 'The record has been deleted'),
  resync_required: refused(410, 'The changes since then cannot be told; everything has to be read anew'),
  precondition_failed: refused(412, 'The record has changed since the version that was asked for'),
  body_too_large: refused(413, 'The body is too large'),
  address_too_long: refused(414, 'The address is too long'),
  unsupported_media_type: refused(415, 'The body is of a type that is not taken here'),
  key_reused: refused(422, 'The operation key was used before for another operation'),
  group_failed: refused(424, 'Another operation of the atomic group was refused'),
  dependency_failed: refused(424, 'A request of the batch that this one depends on failed'),
  too_many_requests: later(429, 'Too many requests in a short time'),
  internal_error: refused(500, 'The server failed'),
  record_busy: later(503, 'The record kept changing while the operation was being decided'),
  batch_full: later(503, 'The batch has no room left for the request'),
  provider_unavailable: later(503, 'Who vouches for the user cannot be reached at the moment'),
  database_unavailable: later(503, 'The database cannot be reached at the moment'),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
