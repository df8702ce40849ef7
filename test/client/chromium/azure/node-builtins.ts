/**
 * What the packages below azure-mobile-apps-client use of Node's `assert`, `stream` and `util`, and of a copy of the
 * latter, for a page.
 */

export function ok(holds: unknown, message = 'An assertion does not hold.'): void {
  if (!holds) throw new Error(message);
}

export const equal = (one: unknown, other: unknown): void => ok(Object.is(one, other));

export class AssertionError extends Error {}

export function inherits(child: { readonly prototype: object }, parent: { readonly prototype: object }): void {
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

export const inspect = String;

export const format = (...parts: readonly unknown[]): string => parts.map(String).join(' ');

export class Stream {}

export const isError = (value: unknown): value is Error => value instanceof Error;
