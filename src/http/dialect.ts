/** Chooses the dialect of a request. */
import { parseDialect, versionHeader } from '../protocol/dialect.ts';
import type { Step } from './steps.ts';

/** The query parameter wins over the header; its name is taken in any case. */
export const chooseDialect: Step = (c) => {
  const inQuery = c.get('params').find(({ name }) => name.toUpperCase() === versionHeader)?.value;
  c.set('dialect', parseDialect(inQuery ?? c.req.header(versionHeader)));
};
