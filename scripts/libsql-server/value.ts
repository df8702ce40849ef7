/** How a SQLite value looks in Hrana's JSON, and as the `libsql` driver takes and gives it. */
import * as z from 'zod';

export const hranaValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('null') }),
  z.object({ type: z.literal('integer'), value: z.string().regex(/^-?\d+$/) }),
  z.object({ type: z.literal('float'), value: z.number() }),
  z.object({ type: z.literal('text'), value: z.string() }),
  z.object({ type: z.literal('blob'), base64: z.string() }),
]);

export type HranaValue = z.infer<typeof hranaValue>;

/** Numbers of JavaScript are bound as REAL, bigints as INTEGER, as Hrana means them. */
type DriverValue = null | bigint | number | string | Buffer;

export function hranaToDriver(value: HranaValue): DriverValue {
  switch (value.type) {
    case 'null':
      return null;
    case 'integer':
      return BigInt(value.value);
    case 'blob':
      return Buffer.from(value.base64, 'base64');
    case 'float':
    case 'text':
      return value.value;
    default:
      return value satisfies never;
  }
}

/** The value of a row that was read with `safeIntegers`, so that an INTEGER is a bigint. */
export function driverToHrana(value: unknown): HranaValue {
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) };
  if (typeof value === 'number') return { type: 'float', value };
  if (typeof value === 'string') return { type: 'text', value };
  if (value instanceof Uint8Array) return { type: 'blob', base64: Buffer.from(value).toString('base64') };
  if (value === null) return { type: 'null' };
  throw new TypeError(`The driver gave a ${typeof value}, which is no SQLite value.`);
}
