import type { ConformanceCase } from '../conformance/case.ts';

/** Each case behind its name, as `test.each` takes them. */
export const titled = (cases: readonly ConformanceCase[]) =>
  cases.map((each) => [`case ${each.number} (${each.dialect}): ${each.title}`, each] as const);
