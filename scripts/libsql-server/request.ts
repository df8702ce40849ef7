/** What a client may ask of a stream: the JSON of Hrana over HTTP, versions 2 and 3 (`libsql/docs/HTTP_V3_SPEC.md`). */
import * as z from 'zod';
import { hranaValue } from './value.ts';

/** SQL text, or the number under which the stream has stored it. */
const sqlText = { sql: z.string().nullish(), sql_id: z.int().nullish() };

const statement = z.object({
  ...sqlText,
  args: z.array(hranaValue).default([]),
  named_args: z.array(z.object({ name: z.string(), value: hranaValue })).default([]),
  want_rows: z.boolean().nullish(),
});

/** Whether a step of a batch runs, by what became of the steps before it. */
export type Condition =
  | { readonly type: 'ok' | 'error'; readonly step: number }
  | { readonly type: 'not'; readonly cond: Condition }
  | { readonly type: 'and' | 'or'; readonly conds: readonly Condition[] }
  | { readonly type: 'is_autocommit' };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['ok', 'error']), step: z.int().min(0) }),
    z.object({ type: z.literal('not'), cond: condition }),
    z.object({ type: z.enum(['and', 'or']), conds: z.array(condition) }),
    z.object({ type: z.literal('is_autocommit') }),
  ]),
);

const step = z.object({ condition: condition.nullish(), stmt: statement });

const streamRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('execute'), stmt: statement }),
  z.object({ type: z.literal('batch'), batch: z.object({ steps: z.array(step) }) }),
  z.object({ type: z.literal('sequence'), ...sqlText }),
  z.object({ type: z.literal('store_sql'), sql_id: z.int(), sql: z.string() }),
  z.object({ type: z.literal('close_sql'), sql_id: z.int() }),
  z.object({ type: z.literal('get_autocommit') }),
  z.object({ type: z.literal('close') }),
]);

/** The body of a request to `/pipeline`. */
export const pipelineBody = z.object({ baton: z.string().nullish(), requests: z.array(streamRequest) });

export type Statement = z.infer<typeof statement>;
export type Step = z.infer<typeof step>;
export type StreamRequest = z.infer<typeof streamRequest>;
export type SqlText = Pick<Statement, 'sql' | 'sql_id'>;
