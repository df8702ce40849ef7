/** All conformance cases of the data files, checked against the schema and in the order of their numbers. */
import * as z from 'zod';
import version from './8.1-version.json' with { type: 'json' };
import insert from './8.2-insert.json' with { type: 'json' };
import lookup from './8.3-lookup.json' with { type: 'json' };
import query from './8.4-query.json' with { type: 'json' };
import filter from './8.5-filter.json' with { type: 'json' };
import update from './8.6-update.json' with { type: 'json' };
import replace from './8.7-replace.json' with { type: 'json' };
import remove from './8.8-delete.json' with { type: 'json' };
import sync from './8.9-sync.json' with { type: 'json' };
import delta from './9.1-delta-links.json' with { type: 'json' };
import keys from './9.2-operation-keys.json' with { type: 'json' };
import digest from './9.3-digest.json' with { type: 'json' };
import batch from './9.4-batch.json' with { type: 'json' };
import { type ConformanceCase, caseSchema } from './case.ts';
import { casesOfFilters } from './filter-cases.ts';

/** The cases by the section that holds them. */
export const casesBySection = z.record(z.string(), z.array(caseSchema)).parse({
  ...{ version, insert, lookup, query, filter, update, replace, delete: remove, sync },
  ...{ delta, keys, digest, batch },
});

export const cases: readonly ConformanceCase[] = [...Object.values(casesBySection).flat(), ...casesOfFilters].sort(
  (a, b) => a.number - b.number,
);
