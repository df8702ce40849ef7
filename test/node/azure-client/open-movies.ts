/** The movies as clients of a service have them: one that has put them there, and any number of others. */
import { type RunningWorker, startWorker } from '../start-worker.ts';
import type { SyncTable, Table } from './azure-mobile-apps-client.ts';
import { openClient } from './open-client.ts';
import { firstMovie, type ShownMovie, shownMovies } from './shown-movie.ts';
import type { Exchange } from './xml-http-request.ts';

export type MovieClient = {
  /** The table of the service. */
  readonly movies: Table<ShownMovie>;
  /** The table in the store of this client. */
  readonly stored: SyncTable<ShownMovie>;
  /** Every request so far. */
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
};

const columnDefinitions = {
  id: 'string',
  title: 'string',
  duration: 'integer',
  rating: 'string',
  releaseDate: 'date',
  year: 'integer',
  bestPictureWinner: 'boolean',
};

/** A client with an empty store. */
export async function openMovies(url: string): Promise<MovieClient> {
  const exchanges: Exchange[] = [];
  const watch = async (exchange: Exchange) => void exchanges.push(exchange);
  const { client, close } = await openClient(url, { table: { name: 'movie', columnDefinitions }, watch });
  return { movies: client.getTable('movie'), stored: client.getSyncTable('movie'), exchanges, close };
}

/** What only those find who ask for deleted records. */
export const deletedMovie: ShownMovie = { ...firstMovie, id: 'id-deleted' };

/** A service that has all the movies, written in the order of their ids, and then one that is deleted. */
export async function startMovieWorker(): Promise<RunningWorker> {
  const worker = await startWorker({ folder: 'test/worker' });
  const { movies, close } = await openMovies(worker.url);
  for (const movie of [...shownMovies, deletedMovie]) await movies.insert(movie);
  await movies.del(deletedMovie);
  await close();
  return worker;
}
