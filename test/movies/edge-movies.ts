/** Movies at the edges of what filters ask for: the first that passes, and the last that does not. */
import type { Movie } from './movies.ts';

const ordinary = { duration: 100, rating: 'G', releaseDate: '1950-06-15T00:00:00.000Z', year: 1950 } as const;

const edges: readonly Partial<Movie>[] = [
  { title: 'Fight Club', duration: 139, rating: 'R', releaseDate: '1999-10-15T00:00:00.000Z', year: 1999 },
  { title: 'Fight Club', rating: null },
  { title: 'A Minute', duration: 45 },
  { title: 'The Fourteenth', releaseDate: '1994-10-14T00:00:00.000Z', year: 1994 },
  { title: 'The Fourteenth Again', rating: null, releaseDate: '1994-10-14T00:00:00.000Z', year: 1994 },
  { title: 'Just Before', releaseDate: '1994-10-13T23:59:59.999Z', year: 1994 },
  { title: 'Last Day', releaseDate: '1999-12-31T00:00:00.000Z', year: 1999 },
  { title: 'Day Before the Last', releaseDate: '1999-12-30T23:59:59.999Z', year: 1999 },
  { title: 'First Day', releaseDate: '2000-01-01T00:00:00.000Z', year: 2000 },
  { title: 'Second of the First Day', releaseDate: '2000-01-01T00:00:00.001Z', year: 2000 },
  { title: 'Made Before', releaseDate: '1994-01-01T00:00:00.000Z', year: 1993 },
  { title: 'MIA' },
  { title: 'MIa' },
  { title: 'é…' },
  { title: '   Blank   ' },
  { title: 'THE UNDER', bestPictureWinner: true, duration: 150 },
  { title: 'the over', bestPictureWinner: true, duration: 90 },
  { title: 'Theremin', bestPictureWinner: true, duration: 120 },
  { title: 'Ether', bestPictureWinner: true, duration: 180 },
  { title: 'As an Enumeration', rating: 'PG13' },
  { title: 'As Another', rating: 'Unrated' },
  { title: 'Without a Dash', rating: 'PG' },
  { title: '-', rating: '-PG' },
  { title: '2001', year: 2001, rating: 'R', releaseDate: '2001-05-01T00:00:00.000Z' },
  { title: 'New Year', year: 1980, duration: 121, releaseDate: '1980-11-01T00:00:00.000Z' },
  { title: 'Short of 1990.5', year: 1990, duration: 120, releaseDate: '1990-11-30T23:59:59.999Z' },
];

const recordOf = (edge: Partial<Movie>, prefix: string, n: number): Movie => {
  const id = `${prefix}-${String(n).padStart(2, '0')}`;
  return { title: '', bestPictureWinner: false, ...ordinary, ...edge, id };
};

export const edgeMovies: readonly Movie[] = edges.map((edge, n) => recordOf(edge, 'edge', n));

/** Movies that pass most filters, to be removed after they were put: no list shows them that does not ask for them. */
export const removedMovies: readonly Movie[] = [
  { title: 'The Removed Winner', rating: 'R', bestPictureWinner: true, year: 2001 },
  { title: 'the remover', rating: 'PG-13', duration: 119, year: 1994, releaseDate: '1994-10-14T00:00:00.000Z' },
  { title: 'Removed', rating: null, duration: 45, year: 1935 },
].map((edge, n) => recordOf(edge, 'removed', n));
