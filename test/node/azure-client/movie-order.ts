/** The order in which a list of movies comes. */
import type { ShownMovie } from './shown-movie.ts';

type Key = readonly [member: keyof ShownMovie, direction?: 'desc'];

type Value = ShownMovie[keyof ShownMovie];

/** The movies by these keys, then by id. */
export function sorted(movies: readonly ShownMovie[], ...keys: readonly Key[]): readonly ShownMovie[] {
  const all: readonly Key[] = [...keys, ['id']];
  return movies.toSorted((a, b) => {
    const orders = all.map(([member, direction]) => order(a[member], b[member]) * (direction === 'desc' ? -1 : 1));
    return orders.find((each) => each !== 0) ?? 0;
  });
}

/** Null is the smallest. */
function order(one: Value, other: Value): number {
  if (one === null || other === null) return Number(other === null) - Number(one === null);
  return one < other ? -1 : Number(one > other);
}
