/** What a pull may be asked for. */

export type PullOptions = {
  /** Records of a request: 1,000, or 50 of a 2.0 service. A server may give fewer. */
  readonly pageSize?: number | null | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether operations of the table that wait are pushed first, so that fewer conflicts arise; true. */
  readonly push?: boolean;
  /** Whether operations of all tables are pushed then, or of which others; of this table alone. */
  readonly pushTables?: readonly string[] | 'all';
  /** Further options of the address, sent with every request. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Told after each page, with the number of records that have arrived. */
  readonly onProgress?: (received: number) => void;
};
