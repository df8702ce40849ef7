/** What an app asks of the movies with a filter, and which of them it means. */
import type { Query, QueryTable } from './azure-query.ts';
import type { ShownMovie } from './shown-movie.ts';

export type FilterCase = {
  readonly says: string;
  readonly ask: (movies: Pick<QueryTable<ShownMovie>, 'where'>) => Query<ShownMovie>;
  readonly passes: (movie: ShownMovie) => boolean;
};

type Predicate<Values extends readonly unknown[]> = (this: ShownMovie, ...values: Values) => boolean;

/** Asks with a function, for the movies of which JavaScript gives true for the same function. */
export function asks<Values extends readonly unknown[]>(
  says: string,
  predicate: Predicate<Values>,
  ...values: Values
): FilterCase {
  return {
    says,
    ask: (movies) => movies.where(predicate, ...values),
    passes: (movie) => Reflect.apply(predicate, movie, values),
  };
}

/** Asks with a function that the client means otherwise than JavaScript: for the movies that pass. */
export function means<Values extends readonly unknown[]>(
  says: string,
  passes: (movie: ShownMovie) => boolean,
  predicate: Predicate<Values>,
  ...values: Values
): FilterCase {
  return { says, ask: (movies) => movies.where(predicate, ...values), passes };
}
