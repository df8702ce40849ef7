/** What a route makes of a request: one operation or one query, and how its result is answered. */
import type { Answer } from '../code/answer.ts';
import { type Found, readThrough, type Sought } from '../code/read-through.ts';
import { writeNow } from '../code/write-now.ts';
import { writeThrough } from '../code/write-through.ts';
import type { Operation } from '../core/operation.ts';
import type { View } from '../core/view.ts';
import type { Page } from '../db/list.ts';
import { type Query, runQuery } from '../db/query.ts';
import type { Asked } from './asked.ts';
import type { Reply } from './reply.ts';

export type WritePlan = {
  readonly kind: 'write';
  readonly operation: Operation;
  reply(answer: Answer): Reply;
};

export type ReadPlan = {
  readonly kind: 'read';
  readonly sought: Sought;
  /** What finds the records that the view of the code leaves. */
  query(view: View | undefined): Query<Page>;
  reply(found: Found): Reply;
};

/** What is to be done, when nothing has been done yet: so that many can be done at once. */
export type Plan = WritePlan | ReadPlan;

/** A route: it plans, or throws the ProblemError of a request that it refuses. */
export type Verb = (asked: Asked) => Plan | Promise<Plan>;

/** The reply to a request by itself, with the code of its table around what it does. */
export async function carryOut(asked: Asked, plan: Plan): Promise<Reply> {
  return plan.kind === 'write' ? plan.reply(await write(asked, plan)) : plan.reply(await read(asked, plan));
}

function write(asked: Asked, { operation }: WritePlan): Promise<Answer> {
  const { code, table } = asked;
  return code === undefined ? writeNow(asked, table, operation) : writeThrough(asked, code, operation);
}

function read(asked: Asked, { sought, query }: ReadPlan): Promise<Found> {
  const { code, openDb } = asked;
  const find = (view: View | undefined) => runQuery(openDb(), query(view));
  return code === undefined ? find(undefined) : readThrough(asked, code, sought, find);
}
