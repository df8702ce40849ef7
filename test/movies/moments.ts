/** One record for each day of 2022, at as many hours as its month and as many minutes as its day, and a few others. */

type Moment = {
  readonly id: string;
  readonly dateOnly: string | null;
  readonly timeOnly: string | null;
  readonly timeOnlyValue: string | null;
};

const daysOf2022 = Array.from({ length: 365 }, (_, n) => {
  const day = new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10);
  const time = `${day.slice(5, 7)}:${day.slice(8, 10)}:00.000`;
  return { dateOnly: day, timeOnly: time, timeOnlyValue: time };
});

const others = [
  { dateOnly: '2021-12-31', timeOnly: '13:00:01.000', timeOnlyValue: '13:00:00.000' },
  { dateOnly: '2023-01-01', timeOnly: '00:00:59.999', timeOnlyValue: '12:15:00.001' },
  { dateOnly: '2023-01-02', timeOnly: '00:01:30.000', timeOnlyValue: '07:14:00.001' },
  { dateOnly: '2021-11-30', timeOnly: '23:59:59.999', timeOnlyValue: '02:13:59.999' },
  { dateOnly: null, timeOnly: null, timeOnlyValue: null },
];

export const moments: readonly Moment[] = [...daysOf2022, ...others].map((moment, n) => {
  return { id: `dtm-${String(n).padStart(3, '0')}`, ...moment };
});
