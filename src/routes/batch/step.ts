/** What a request of a batch comes to before the database is asked: something to do, or a refusal. */
import type { BatchRequest } from '../../core/batch-request.ts';
import type { Page } from '../../db/list.ts';
import type { Query } from '../../db/query.ts';
import type { Asked } from '../../http/asked.ts';
import { methodReply } from '../../http/method.ts';
import { orProblem } from '../../http/on-error.ts';
import type { Plan, ReadPlan, WritePlan } from '../../http/plan.ts';
import { problemReply, type Reply } from '../../http/reply.ts';
import type { FindServed } from '../../http/table.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { allowedBy, type Verbs } from '../verbs.ts';
import { openEntry, readEntry } from './entry.ts';
import type { Outer } from './outer.ts';

/** A request, and its place in the batch. */
export type Placed = { readonly at: number; readonly request: BatchRequest };

/** What is to be done: a write or a read that can share a call with others, or what has code around it and cannot. */
type Work =
  | { readonly kind: 'write'; readonly plan: WritePlan }
  | { readonly kind: 'read'; readonly plan: ReadPlan; readonly query: Query<Page> }
  | { readonly kind: 'alone'; readonly plan: Plan };

export type Step = Placed & { readonly asked: Asked; readonly work: Work };
export type Refused = Placed & { readonly reply: Reply };

/**
 * The request by its route, whose refusals are those of a request by itself. `failed` is what it depends on and was
 * refused, if anything was.
 */
export async function planStep(
  outer: Outer,
  find: FindServed,
  placed: Placed,
  failed: string | undefined,
): Promise<Step | Refused> {
  const { request } = placed;
  let { dialect } = outer.caller;
  const planned = await orProblem(
    async () => {
      if (request.problem !== undefined) throw request.problem;
      const addressed = readEntry(outer, request);
      dialect = addressed.dialect;
      if (failed !== undefined) throw dependencyFailed(failed);
      const { asked, verbs } = openEntry(outer, find, request, addressed);
      const work = await workOf(asked, verbs, request);
      return work === undefined ? methodReply(allowedBy(verbs), dialect) : { ...placed, asked, work };
    },
    request,
    outer.caller,
  );
  if (planned instanceof ProblemError) return { ...placed, reply: problemReply(planned, dialect) };
  return 'work' in planned ? planned : { ...placed, reply: planned };
}

/** Undefined for a method that the address does not take. */
async function workOf(asked: Asked, verbs: Verbs, { method, group }: BatchRequest): Promise<Work | undefined> {
  const plan = await verbs[method]?.(asked);
  if (plan === undefined) return undefined;
  if (group !== undefined && (plan.kind === 'read' || asked.code !== undefined)) {
    const detail = 'A group is of writes to tables without code; send this request outside of it.';
    throw new ProblemError('invalid_group', detail);
  }
  if (asked.code !== undefined) return { kind: 'alone', plan };
  return plan.kind === 'write' ? { kind: 'write', plan } : { kind: 'read', plan, query: plan.query(undefined) };
}

function dependencyFailed(name: string): ProblemError {
  return new ProblemError('dependency_failed', `"${name}", on which this request depends, was refused.`);
}
