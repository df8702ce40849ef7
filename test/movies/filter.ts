/** The filters that the protocol names (F1 to F99d), what each finds, and the records that they are asked of. */
import * as z from 'zod';
import { edgeMovies, removedMovies } from './edge-movies.ts';
import filterData from './filters.json' with { type: 'json' };
import { gadgets } from './gadgets.ts';
import { moments } from './moments.ts';
import { movies } from './movies.ts';
import { products } from './products.ts';

type FilterRecord = { readonly [member: string]: string | number | boolean | null };

const tables = ['movie', 'moment', 'product', 'gadget', 'ticket'] as const;
export type FilterTable = (typeof tables)[number];

/**
 * The records of each table, to be put in this order; the table has no others. The server numbers the tickets from 1.
 */
export const recordsOf: { readonly [table in FilterTable]: readonly FilterRecord[] } = {
  movie: [...movies, ...edgeMovies],
  moment: moments,
  product: products,
  gadget: gadgets,
  ticket: ['first', 'second', 'third', 'fourth', 'fifth'].map((text) => ({ text })),
};

/** Records that are removed after they were put. */
export const removedOf: { readonly [table in FilterTable]?: readonly FilterRecord[] } = { movie: removedMovies };

const filterSchema = z
  .strictObject({
    number: z.string().regex(/^F\d+[a-d]?$/),
    dialect: z.enum(['2.0', '3.0', 'both']),
    table: z.enum(tables),
    filter: z.string(),
    /** Asked with `__includeDeleted=true`. */
    includeDeleted: z.literal(true).optional(),
    /** Why it is true of all records, or of none, whatever they hold. */
    constant: z.string().optional(),
    /** What of the records only a database that this test alone writes to has. */
    needs: z.string().optional(),
    /** Why the server does not take it. */
    refused: z.string().optional(),
    /** The ids of the records that it finds, in order, with blanks between. */
    ids: z
      .string()
      .transform((ids) => ids.split(' ').filter((id) => id !== ''))
      .optional(),
  })
  .refine(({ refused, ids }) => (refused === undefined) === (ids !== undefined), { error: 'either refused or ids' });

export type FilterCase = z.infer<typeof filterSchema>;

export const filterCases: readonly FilterCase[] = z.array(filterSchema).parse(filterData);
