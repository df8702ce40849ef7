/** What the filters of .NET clients are asked of, some of it written long ago. */

type Gadget = {
  readonly id: string;
  readonly Name: string | null;
  readonly String: string | null;
  readonly Enum3: string | null;
  readonly Duration: string | null;
  readonly Price: number | null;
  readonly Weight: number | null;
  readonly WeightInKG: number | null;
  readonly InStock: boolean;
  readonly Created: string | null;
};

const unknown: Gadget = {
  id: '',
  Name: null,
  String: null,
  Enum3: null,
  Duration: null,
  Price: null,
  Weight: null,
  WeightInKG: null,
  InStock: false,
  Created: null,
};

/** Gadgets that were written one after the other, a millisecond apart, beginning at a time. */
type Writing = { readonly at: string; readonly gadgets: readonly Gadget[] };

/** In the order of time. Only a test that sets the clock of the database can write them then. */
export const writings: readonly Writing[] = [
  {
    at: '2015-12-31T23:59:59.999Z',
    gadgets: [
      { ...unknown, id: 'old-1', String: 'world', Name: 'a', Price: 50, Weight: 13.5, InStock: true },
      { ...unknown, id: 'old-2', String: 'world', Name: 'A', Price: 50.01, Weight: 10, WeightInKG: 4 },
      { ...unknown, id: 'old-3', String: 'World', Name: ' A ', Price: 49.99, Weight: 10.5, WeightInKG: 4.5 },
    ],
  },
  {
    at: '2021-03-24T12:50:43.999Z',
    gadgets: [
      { ...unknown, id: 'then-1', Name: 'name1', Created: '1994-10-14T00:00:00.000Z', Duration: '1.00:00:00' },
      { ...unknown, id: 'then-2', Name: 'name2', Created: '1994-10-13T10:00:00.000Z', Enum3: 'Enum3Value1' },
      { ...unknown, id: 'then-3', Name: 'gadget', Created: '1994-10-13T17:00:00.000Z', InStock: true, Price: 51 },
    ],
  },
  {
    at: '2026-01-01T00:00:00.000Z',
    gadgets: [
      { ...unknown, id: 'new-1', Name: 'gadgets', Enum3: 'Enum3Value1, Enum3Value2', Price: 1000, Weight: 0 },
      { ...unknown, id: 'new-2', Name: 'm', String: 'world', Enum3: 'Enum3Value2, Enum3Value1', WeightInKG: 40 },
      { ...unknown, id: 'new-3', Created: '1994-10-14T00:00:00.001Z', Weight: 13.499, InStock: true },
    ],
  },
];

export const gadgets: readonly Gadget[] = writings.flatMap((writing) => writing.gadgets);
