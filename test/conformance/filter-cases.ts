/** Cases 111 to 115: the filters of test/movies, each on the records that it was made for. */
import { type FilterCase, type FilterTable, filterCases, recordsOf, removedOf } from '../movies/filter.ts';
import { type ConformanceCase, caseSchema, type Step } from './case.ts';

/** The list of a filter, on as many pages as it takes. */
export function filterStep({ table, filter, includeDeleted, ids = [] }: FilterCase, dialect: '2.0' | '3.0'): Step {
  const rows = ids.map((id) => ({ id: table === 'ticket' ? Number(id) : id }));
  return {
    dialect,
    method: 'GET',
    path: `/tables/${table}`,
    query: {
      $filter: filter,
      $orderby: 'id',
      ...(dialect === '2.0' ? { $top: '1000' } : {}),
      ...(includeDeleted ? { __includeDeleted: 'true' } : {}),
    },
    follow: true,
    expect: { status: 200, rows },
  };
}

/** Puts the records of a table, and removes those that are to be; a server that has them already may say so. */
export function recordSteps(table: FilterTable): readonly Step[] {
  const path = `/tables/${table}`;
  const removed = removedOf[table] ?? [];
  return [
    ...[...recordsOf[table], ...removed].map((body): Step => {
      return { method: 'POST', path, body, expect: { status: [201, 409] } };
    }),
    ...removed.map(({ id }): Step => {
      return { method: 'DELETE', path: `${path}/${id}`, expect: { status: [200, 204, 404, 410] } };
    }),
  ];
}

const numberOf = ({ number }: FilterCase): number => Number(/\d+/.exec(number)?.[0]);
const ofDates = new Set([36, 37, 50, 51, 52, 83, 84, 85]);

/** What case asks a filter. */
function caseOf(filter: FilterCase): number {
  if (filter.dialect === 'both') return numberOf(filter) <= 32 ? 111 : 114;
  if (filter.dialect === '3.0') return 112;
  return ofDates.has(numberOf(filter)) ? 113 : 115;
}

function caseFrom(number: number, title: string, dialect: '2.0' | '3.0' | 'both'): ConformanceCase {
  const filters = filterCases.filter(({ needs, refused }) => needs === undefined && refused === undefined);
  const asked = filters.filter((filter) => caseOf(filter) === number);
  const tables = [...new Set(asked.map(({ table }) => table))];
  const dialects = dialect === 'both' ? (['2.0', '3.0'] as const) : [dialect];
  return caseSchema.parse({
    number,
    title,
    dialect,
    table: tables.length === 1 ? tables[0] : tables,
    steps: [
      ...tables.flatMap((table) => recordSteps(table)),
      ...dialects.flatMap((each) => asked.map((filter) => filterStep(filter, each))),
    ],
  });
}

/** Unlike all other cases they put records with fixed ids, and take it that the tables have no others. */
export const casesOfFilters: readonly ConformanceCase[] = [
  caseFrom(111, 'Comparisons, logic, arithmetic and functions find the right records in both dialects.', 'both'),
  caseFrom(112, 'Days, times, lists and casts find the right records in 3.0.', '3.0'),
  caseFrom(113, 'Dates as old clients write them find the right records in 2.0.', '2.0'),
  caseFrom(114, 'Nulls, nested functions and literals of every kind find the right records in both dialects.', 'both'),
  caseFrom(115, 'Filters that only old clients write find the right records in 2.0.', '2.0'),
];
