/** The service of the client's tests: whoever a token names is the user, and the token `expired` is no good. */
import { createApp } from '../../../src/app.ts';
import { type Env, openDatabase } from '../../../src/env.ts';
import { ProblemError } from '../../../src/protocol/problem.ts';
import * as tables from './tables.ts';

/**
 * Items as somebody else would have written them with a script, with so many dots behind; their stamps are the
 * database's own.
 */
const fill = `WITH RECURSIVE item (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM item WHERE n < ?2)
  INSERT INTO todoitem (owner, id, text) SELECT ?1, 'item-' || n, 'Item ' || n || replace(printf('%*s', ?3, ''), ' ', '.') FROM item`;

// biome-ignore lint/style/noDefaultExport: workerd runs a module's default export
export default createApp<Env>({
  tables: Object.values(tables),
  openDb: openDatabase,
  // Sandboxed frames too.
  cors: { origins: ['*'] },
  authenticate: async ({ headers }) => {
    const token = headers.get('X-ZUMO-AUTH');
    if (token === 'expired') throw new ProblemError('authentication_required', 'The token has expired.');
    return token === null ? undefined : { id: token };
  },
  api: (api) => {
    api.post('/fill/:count/:dots', async (c) => {
      await c.env.DB?.prepare(fill)
        .bind(c.var.principal?.id, Number(c.req.param('count')), Number(c.req.param('dots')))
        .run();
      return c.body(null, 204);
    });
  },
});
