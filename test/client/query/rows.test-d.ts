/**
 * The types of records and conditions: what compiles, and, by `@ts-expect-error`, what does not. Only the compiler runs
 * it.
 */
import type { Changes, NewRow, Row, Rows, TableName } from '../../../client/query/rows.ts';
import { TableQuery } from '../../../client/query/table-query.ts';
import type { Json } from '../../../src/protocol/column-kind.ts';
import type * as tables from './declared-tables.ts';

type Same<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : { left: Left; right: Right };
const same = <Left, Right>(_: Same<Left, Right>): void => undefined;

type System = {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly version?: string;
  readonly deleted?: boolean;
};
type Flat<Type> = { [Member in keyof Type]: Type[Member] };
type Everything = {
  text: string | null;
  title: string;
  score: number;
  count: number | null;
  complete: boolean;
  due: string | null;
  birthday: string | null;
  alarm: string;
  big: string | null;
  meta: Json;
};

// Tables have the names of their addresses, whatever they are exported as; what is no table is ignored.
same<TableName<typeof tables>, 'everything' | 'todoitem' | 'ticket' | 'diary'>(true);
same<keyof Rows<typeof tables>, 'everything' | 'todoitem' | 'ticket' | 'diary'>(true);

// A record has its id, its columns and, once the server has seen it, the system properties.
same<Row<typeof tables, 'everything'>, Flat<{ readonly id: string } & Everything & System>>(true);
same<Rows<typeof tables>['todoitem'], Flat<{ readonly id: string; text: string | null; complete: boolean } & System>>(
  true,
);
same<Row<typeof tables, 'ticket'>['id'], number>(true);

// An insert needs what is neither nullable nor has a default, and nothing else.
same<
  NewRow<typeof tables, 'everything'>,
  Flat<{ readonly id?: string } & Partial<Everything> & Pick<Everything, 'title' | 'alarm'>>
>(true);
const added: NewRow<typeof tables, 'everything'> = { title: 'a', alarm: '09:30:00.000' };
// @ts-expect-error: the title is required
const untitled: NewRow<typeof tables, 'everything'> = { alarm: '09:30:00.000' };
// @ts-expect-error: the server sets the version
const versioned: NewRow<typeof tables, 'todoitem'> = { version: 'a' };

// An update needs the id, takes any of the columns, and may say on which version it was made.
same<
  Changes<typeof tables, 'todoitem'>,
  Flat<{ readonly id: string; readonly version?: string; text?: string | null; complete?: boolean }>
>(true);
// @ts-expect-error: the id is required
const nameless: Changes<typeof tables, 'todoitem'> = { text: 'a' };
// @ts-expect-error: a default is given for what is left out, not for null
const empty: Changes<typeof tables, 'todoitem'> = { id: 'a', complete: null };

// Record types given by hand do the same; system properties in them are the system's.
type Given = {
  todoitem: { text: string | null; note?: string; complete: boolean; version: string };
  ticket: { id: number };
};
same<TableName<Given>, 'todoitem' | 'ticket'>(true);
same<
  Row<Given, 'todoitem'>,
  Flat<{ readonly id: string; text: string | null; note?: string; complete: boolean } & System>
>(true);
same<Row<Given, 'ticket'>, Flat<{ readonly id: number } & System>>(true);
same<
  NewRow<Given, 'todoitem'>,
  Flat<{ readonly id?: string; text?: string | null; note?: string } & { complete: boolean }>
>(true);

// The server sets what is readonly.
declare const todo: Row<typeof tables, 'todoitem'>;
todo.complete = true;
// @ts-expect-error: an id never changes
todo.id = 'b';
// @ts-expect-error: the server sets it
todo.version = 'b';

const query = new TableQuery<Row<typeof tables, 'everything'>>('todoitem', async () => ({ records: [] }));

// Every member has the operators of its type, and those alone.
query.where((t) => t.complete.and(t.text.eq(null), t.title.contains(t.text)).or(t.meta.ne(null)));
query.where((t) => t.score.add(t.count).div(2.5).gt(1n));
query.where((t) => t.due.ge(new Date(0)).and(t.due.year().eq(2026), t.big.eq(12345678901234567890n)));
query.where((t) => t.title.in(['a', null]).and(t.count.in([1, 2n]), t.updatedAt.lt(new Date(0))));
query.where({ complete: false, text: null, due: new Date(0), big: 1n });
// @ts-expect-error: text is not arithmetic
query.where((t) => t.text.add(1).eq(2));
// @ts-expect-error: a number has no text in it
query.where((t) => t.score.contains('1'));
// @ts-expect-error: booleans have no order
query.where((t) => t.complete.gt(false));
// @ts-expect-error: JSON can only be asked for null
query.where((t) => t.meta.eq('a'));
// @ts-expect-error: text next to a number
query.where((t) => t.text.eq(1));
// @ts-expect-error: text next to a number member
query.where((t) => t.text.eq(t.score));
// @ts-expect-error: nothing is greater than null
query.where((t) => t.score.gt(null));
// @ts-expect-error: text alone is no condition
query.where((t) => t.text);
// @ts-expect-error: a comparison of JavaScript is no condition
query.where((t) => t.text === 'a');
// @ts-expect-error: no such member
query.where((t) => t.txt.eq('a'));
// @ts-expect-error: no such member
query.where({ txt: 'a' });
// @ts-expect-error: another type
query.where({ complete: 'yes' });
// @ts-expect-error: text of OData is not taken
query.where('complete eq false');
// @ts-expect-error: no such member
query.orderBy('txt');
// @ts-expect-error: no such member
query.select('txt');
// @ts-expect-error: no members at all
query.select();

// Reads give what was selected, and the count where it was asked for.
const all = query.read();
same<Awaited<typeof all>, Row<typeof tables, 'everything'>[]>(true);
const some = query.select('id', 'text').orderByDescending('score', 'id').take(1).read();
same<Awaited<typeof some>[number], { readonly id: string; text: string | null }>(true);
const counted = query.includeTotalCount().where({ text: 'a' }).read();
same<Awaited<typeof counted>['totalCount'], number>(true);
// @ts-expect-error: it was not asked for
export const total = (records: Awaited<typeof all>): number => records.totalCount;

// Text that can only be some texts is compared with those.
type Status = { id: string; status: 'open' | 'closed' | null };
const byStatus = new TableQuery<Status>('todoitem', async () => ({ records: [] }));
byStatus.where((t) => t.status.eq('open').or(t.status.in(['closed', null]), t.status.startsWith('cl')));
// @ts-expect-error: never that
byStatus.where((t) => t.status.eq('opne'));
// @ts-expect-error: never that
byStatus.where({ status: 'opne' });

// Records without a type have every member, with every operator.
const untyped = new TableQuery<{ [member: string]: Json }>('todoitem', async () => ({ records: [] }));
untyped.where(({ text, count }) => (text && count ? text.contains('a').and(count.add(1).gt(2)) : fail()));
untyped.where({ anything: 1 }).orderBy('whatever');

declare const fail: () => never;
export const checked = [added, untitled, versioned, nameless, empty];
