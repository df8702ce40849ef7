/** `POST /$batch`: many requests in one, as OData v4.01 has it (JSON Format §19). */
import type { Context } from 'hono';
import { parseBatch } from '../../core/batch-request.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { bodyOf, readJson } from '../../http/body.ts';
import { countBatch } from '../../http/rate-limit.ts';
import { cacheControl, jsonReply } from '../../http/reply.ts';
import { respondText } from '../../http/respond.ts';
import type { FindServed } from '../../http/table.ts';
import { outerOf } from './outer.ts';
import { runBatch } from './run.ts';

/** The most bytes of a batch. */
export const maxBatchBytes = 4 * 1024 * 1024;

/** 200 with `{"responses": [{"id", "status", "headers", "body"}, ...]}`, in the order of the requests. */
export function batch(find: FindServed) {
  return async function batch(c: Context<AppEnv>): Promise<Response> {
    const sent = { dialect: c.get('dialect'), header: (name: string) => c.req.header(name), body: bodyOf(c) };
    const requests = parseBatch(await readJson(sent));
    await countBatch(c, requests.length);
    const text = await runBatch(outerOf(c), find, requests);
    return respondText(c, text, jsonReply(null, 200, { 'Cache-Control': cacheControl }));
  };
}
