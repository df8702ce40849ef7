/**
 * Queries as azure-query-js makes them, which is what the client asks tables with; the package has no types of its own.
 */

/** A query. Each method changes it and gives it back. */
export type Query<Row> = {
  /** The records of which the function gives true. The client reads its source, and takes nothing from around it. */
  where<Values extends readonly unknown[]>(
    predicate: (this: Row, ...values: Values) => boolean,
    ...values: Values
  ): Query<Row>;
  /** The records that are like the example in all its members. */
  where(example: Partial<Row>): Query<Row>;
  /** OData, with a value for each `?`. */
  where(filter: string, ...values: readonly unknown[]): Query<Row>;
  orderBy(...members: readonly (keyof Row)[]): Query<Row>;
  orderByDescending(...members: readonly (keyof Row)[]): Query<Row>;
  skip(count: number): Query<Row>;
  take(count: number): Query<Row>;
  select(...members: readonly string[]): Query<Row>;
  /** What the function makes of each record. */
  select(projection: (this: Row) => object): Query<Row>;
  includeTotalCount(): Query<Row>;
  includeDeleted(): Query<Row>;
  read(): PromiseLike<Results>;
};

/** Records, or what a query selects of them. */
type Results = readonly object[] & {
  /** How many records there are without `skip` and `take`, if the query asked for it. */
  readonly totalCount?: number;
  /** The address of the next page. */
  readonly nextLink?: string;
};

/** A table: it begins queries as a query goes on, and reads those that are written as the query of an address. */
export type QueryTable<Row> = Omit<Query<Row>, 'read' | 'includeDeleted'> & {
  read(addressOrQuery?: string): PromiseLike<Results>;
};
