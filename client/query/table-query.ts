/** Builds a query step by step. */
import type { Filter } from '../../src/protocol/filter.ts';
import { Expression } from './expression.ts';
import { member, memberName, members } from './member.ts';
import { type Query, wholeTable } from './query.ts';
import type { QueryResult } from './run-query.ts';
import type { Condition, Members } from './typed-expression.ts';

/** Runs a query: against the service, or on the records of this device. */
export type ReadQuery = (query: Query) => Promise<QueryResult>;

/** What members may be equal to: their values, null, and for members that are dates or big integers as text those. */
export type Equalities<Row> = {
  readonly [Member in keyof Row]?: Row[Member] | (string extends Row[Member] ? Date | bigint : never) | null;
};

type MemberOf<Row> = keyof Row & string;

/**
 * A query of a table's records. It never changes: every step gives another one, and the last, `read`, the records.
 * `Shown` is what `select` leaves of a record; `Counted` has what comes with the records.
 *
 * @example await todoitem.where((t) => t.complete.eq(false).and(t.text.contains('milk'))).orderBy('text').take(10).read();
 */
export class TableQuery<Row extends object, Shown = Row, Counted = unknown> {
  /** The name of the table. */
  readonly table: string;
  readonly #read: ReadQuery;
  readonly #query: Query;

  constructor(table: string, read: ReadQuery, query: Query = wholeTable) {
    this.table = table;
    this.#read = read;
    this.#query = query;
  }

  /** Only records that meet the condition, and those of every `where` before. An object asks for equal members. */
  where(condition: ((members: Members<Row>) => Condition) | Equalities<Row>): TableQuery<Row, Shown, Counted> {
    const { filter } = this.#query;
    const asked = typeof condition === 'function' ? [filterOf(condition(members()))] : equalities(condition);
    const args = filter ? [filter, ...asked] : asked;
    const [only] = args;
    return this.#with({ filter: args.length > 1 ? { kind: 'call', name: 'and', args } : only });
  }

  /** By these members, where those before are equal. Null comes first, text by code points; `id` decides in the end. */
  orderBy(...names: readonly MemberOf<Row>[]): TableQuery<Row, Shown, Counted> {
    return this.#ordered(names, false);
  }

  /** The other way round: null comes last. */
  orderByDescending(...names: readonly MemberOf<Row>[]): TableQuery<Row, Shown, Counted> {
    return this.#ordered(names, true);
  }

  /** Only these members of the records. */
  select<Member extends MemberOf<Row>>(
    ...names: readonly [Member, ...Member[]]
  ): TableQuery<Row, Pick<Row, Member>, Counted> {
    return this.#with({ select: names.map(memberName) });
  }

  /** Without the first records. @throws RangeError unless it is a whole number of at least 0. */
  skip(count: number): TableQuery<Row, Shown, Counted> {
    return this.#with({ skip: wholeCount('skip', count) });
  }

  /** At most so many records. @throws RangeError unless it is a whole number of at least 0. */
  take(count: number): TableQuery<Row, Shown, Counted> {
    return this.#with({ top: wholeCount('take', count) });
  }

  /** The array of records then has `totalCount`: how many there are without `skip` and `take`. */
  includeTotalCount(): TableQuery<Row, Shown, { readonly totalCount: number }> {
    return this.#with({ includeTotalCount: true });
  }

  toQuery(): Query {
    return this.#query;
  }

  /** The records. That they are of the type is what the declaration of the table says; nothing checks it here. */
  read(): Promise<Shown[] & Counted>;
  async read(): Promise<unknown> {
    const { records, totalCount } = await this.#read(this.#query);
    return totalCount === undefined ? [...records] : Object.assign([...records], { totalCount });
  }

  #with<NowShown = Shown, NowCounted = Counted>(changes: Partial<Query>): TableQuery<Row, NowShown, NowCounted> {
    return new TableQuery(this.table, this.#read, { ...this.#query, ...changes });
  }

  #ordered(names: readonly string[], descending: boolean): TableQuery<Row, Shown, Counted> {
    const added = names.map((name) => ({ member: memberName(name), descending }));
    return this.#with({ orderBy: [...this.#query.orderBy, ...added] });
  }
}

function filterOf(condition: unknown): Filter {
  if (condition instanceof Expression) return condition.filter;
  throw new TypeError('where takes a condition.');
}

function equalities(values: object): Filter[] {
  return Object.entries(values).map(([name, value]) => member(name).eq(value).filter);
}

function wholeCount(step: string, count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new RangeError(`${step} takes a count, not ${count}.`);
}
