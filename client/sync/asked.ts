/** What a pull asks for. */
import type { Query } from '../query/query.ts';

/** With a query id, the position is kept under it; null pulls everything each time. */
export type Asked = { readonly table: string; readonly query: Query; readonly queryId: string | null };
