/** What the filters of old servers and clients are asked of. */

type Product = {
  readonly id: string;
  readonly name: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly user: string | null;
  readonly price: number | null;
  readonly nullableValue: number | null;
  readonly discontinued: boolean;
  readonly likesBeer: boolean;
  readonly isMale: boolean;
  readonly checkinDate: string | null;
  readonly d: string | null;
  readonly performance: string | null;
  readonly guidField: string | null;
};

const unknown: Product = {
  id: '',
  name: null,
  title: null,
  description: null,
  user: null,
  price: null,
  nullableValue: null,
  discontinued: false,
  likesBeer: false,
  isMale: false,
  checkinDate: null,
  d: null,
  performance: null,
  guidField: null,
};

const guid = 'aa4da0b5-308d-4877-a5d2-046652734e65';

export const products: readonly Product[] = [
  { ...unknown, id: '0', name: 'fo o', title: '', user: 'hasan', price: 0, nullableValue: 1.5, isMale: true },
  {
    id: '1',
    name: 'foo',
    title: 'One',
    description: "lots of qu'ote''s i'n he'r'e!",
    user: 'hasan\\',
    price: 5.99,
    nullableValue: -0.5,
    discontinued: true,
    likesBeer: true,
    isMale: true,
    checkinDate: '2000-12-12T11:59:59.999Z',
    d: '2012-07-01T00:00:00.000Z',
    performance: '12:24:00.000',
    guidField: guid,
  },
  {
    id: '100',
    name: 'a foo bar',
    title: 'One Hundred',
    description: "lots of quote's in here!",
    user: 'hasan\\\\',
    price: 6,
    nullableValue: -0.25,
    discontinued: false,
    likesBeer: true,
    isMale: false,
    checkinDate: '2000-12-12T12:00:00.000Z',
    d: '2012-06-30T23:59:59.999Z',
    performance: '12:24:00.001',
    guidField: 'aa4da0b5-308d-4877-a5d2-046652734e66',
  },
  { ...unknown, id: '1000', name: 'FOO', user: 'hasan', checkinDate: '2000-12-12T05:00:00.000Z', price: 5.9999 },
  { ...unknown, id: '2', name: 'barfoo', nullableValue: -1, price: -3, d: '2011-07-31T23:59:59.999Z' },
  { ...unknown, id: 'EG', name: 'bar', discontinued: true, d: '2012-07-31T23:59:59.999Z', performance: '00:24:00.000' },
  { ...unknown, id: 'FR', name: 'foobar', nullableValue: 0, likesBeer: true, isMale: true, price: 6.01 },
  { ...unknown, id: 'GR', title: 'Without a name', isMale: true, d: '2012-08-01T00:00:00.000Z' },
  { ...unknown, id: 'IT', name: '', title: 'IT', checkinDate: '2000-12-12T12:00:00.001Z', performance: '12:24:01.000' },
  { ...unknown, id: 'it', name: 'f_o', title: 'not IT', discontinued: true },
];
