/**
 * 248 movies that nobody has made, the same ones each time: the data that queries are asked of. Titles begin with "The"
 * or not, end in "er" or not, and some have what trips queries up: quotes, wildcards, letters beyond ASCII.
 */

export type Movie = {
  readonly id: string;
  readonly title: string;
  readonly duration: number;
  readonly rating: string | null;
  readonly releaseDate: string;
  readonly year: number;
  readonly bestPictureWinner: boolean;
};

const first = [
  'Quiet',
  'Last',
  'Golden',
  'Hidden',
  'Broken',
  'Distant',
  'Summer',
  'Paper',
  'Silver',
  'Northern',
  'Blue',
];
const second = [
  'Harbour',
  'River',
  'Letter',
  'Garden',
  'Winter',
  'Mirror',
  'Summit',
  'Lantern',
  'Island',
  'Anchor',
  'Ruler',
];
const odd = ["Widow's Walk", '100% Chance', 'Under_score', 'Café Été', '東京の夜', 'Back\\slash', 'a lowercase tale'];
const ratings = [null, 'R', 'PG-13', 'R', null, 'PG', 'R', null, 'PG-13', 'G'];

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];

function titleOf(n: number): string {
  if (n % 35 === 7) return at(odd, (n - 7) / 35) ?? '';
  const name = `${at(first, n * 3 + Math.floor(n / 11))} ${at(second, n * 5 + Math.floor(n / 22))}`;
  return n % 4 === 1 ? `The ${name}` : name;
}

function movie(n: number): Movie {
  const year = 1925 + ((n * 37) % 98);
  const released = new Date(Date.UTC(year, (n * 5) % 12, 1 + ((n * 11) % 28)));
  return {
    id: `id-${String(n).padStart(3, '0')}`,
    title: titleOf(n),
    duration: 60 + ((n * 29) % 181),
    rating: at(ratings, n * 7 + Math.floor(n / 10)) ?? null,
    releaseDate: released.toISOString(),
    year,
    bestPictureWinner: n % 13 === 4,
  };
}

export const movies: readonly Movie[] = Array.from({ length: 248 }, (_, n) => movie(n));
