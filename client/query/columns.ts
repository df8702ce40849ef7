/** The columns that every table has, beside those that an app declares. */
import type { DeclaredColumns } from './infer-columns.ts';

export type { DeclaredColumns };

export const systemKinds: DeclaredColumns = {
  id: 'string',
  createdAt: 'date',
  updatedAt: 'date',
  version: 'string',
  deleted: 'boolean',
};
