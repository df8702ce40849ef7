/**
 * The shape of a conformance case: numbered, in one dialect or both, a list of requests with what is expected of each.
 */
import * as z from 'zod';
import { expectationSchema } from './expectation.ts';
import { featureNames } from './feature-names.ts';
import { tableColumns } from './tables.ts';

const status = z.int().min(200).max(499);

const expectSchema = z.strictObject({
  /** One status, or any of several. */
  status: z.union([status, z.array(status).min(2)]),
  headers: z.record(z.string(), expectationSchema).optional(),
  /** The JSON of the body, its text if it is not JSON; absent if it is empty. */
  body: expectationSchema.optional(),
  /** The records of a list, whatever the dialect wraps them in; with `follow` those of all pages. */
  rows: expectationSchema.optional(),
  /** Those of `rows` whose ids begin with a fresh id of the case. */
  own: expectationSchema.optional(),
  /** How many records each page has, with `follow`. */
  pages: z.array(z.int().min(0)).min(1).optional(),
});

const tableName = z.enum(Object.keys(tableColumns));

const stepSchema = z
  .strictObject({
    /** The step is taken in this dialect only; for cases of both. */
    dialect: z.enum(['2.0', '3.0']).optional(),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
    /** Placeholders in it are percent-encoded, all else goes out as written. */
    path: z.string().startsWith('/'),
    query: z.record(z.string(), z.string()).optional(),
    /** A link that an answer gave, in whatever form: it is asked for instead, from `path`. */
    link: z.string().optional(),
    /** null takes a header away that the runner would send by itself. */
    headers: z.record(z.string(), z.string().nullable()).optional(),
    body: z.json().optional(),
    /** The body as text, for what is not JSON. */
    rawBody: z.string().optional(),
    /** The step is taken so often; `{n}` counts from 000. */
    repeat: z.int().min(2).max(1000).optional(),
    /** The link of each answer is followed to the last page; status, headers and body are expected of every page. */
    follow: z.literal(true).optional(),
    expect: expectSchema,
    /** Names for parts of the answer, or of its last page: `body`, `body.member`, `rows.0.member`, `header.Name`. */
    save: z
      .record(z.string().regex(/^[a-z]\w*$/i), z.string().regex(/^((body|rows)(\.\w+)*|header\.[\w-]+)$/))
      .optional(),
  })
  .refine((step) => step.body === undefined || step.rawBody === undefined, { error: 'body or rawBody, not both' })
  .refine((step) => step.link === undefined || step.query === undefined, { error: 'link or query, not both' })
  .refine((step) => step.follow !== undefined || step.expect.pages === undefined, { error: 'pages needs follow' });

export const caseSchema = z.strictObject({
  /** 1 to 228 are of the table protocol, those from 301 on of what a server may have besides. */
  number: z.union([z.int().min(1).max(228), z.int().min(301).max(399)]),
  title: z.string().regex(/^[A-Z$_].*\.$/, { error: 'a sentence' }),
  dialect: z.enum(['2.0', '3.0', 'both']),
  /** The tables without which a server cannot be asked. */
  table: z.union([tableName, z.array(tableName).min(2)]),
  /** What a server must have besides the table protocol. */
  needs: z.array(z.enum(featureNames)).min(1).optional(),
  steps: z.array(stepSchema).min(1),
});

export type Step = z.infer<typeof stepSchema>;
export type ConformanceCase = z.infer<typeof caseSchema>;
