/** The movies as the client shows them. */
import { type Movie, movies } from '../../movies/movies.ts';

export type ShownMovie = Omit<Movie, 'releaseDate'> & { readonly releaseDate: Date };

const [first, ...others] = movies.map((movie): ShownMovie => {
  return { ...movie, releaseDate: new Date(movie.releaseDate) };
});
if (first === undefined) throw new Error('There are no movies.');

export const firstMovie = first;

/** All of them, in the order of their ids. */
export const shownMovies: readonly ShownMovie[] = [first, ...others];
