import { expect, test } from 'vitest';
import { serve } from './coded.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';

const send = serve({});

/** A client whose decisions have been collected. */
async function forgottenClient(): Promise<{ headers: Record<string, string> }> {
  const client = uuid();
  await db.write([{ sql: "INSERT INTO sync_client (principal, client, floor) VALUES ('', ?1, 5)", params: [client] }]);
  return { headers: { 'Idempotency-Key': `"${client}:5"` } };
}

test('an operation under an expired key is not applied, and is answered with the record as it stands', async () => {
  const forgotten = await forgottenClient();
  const id = uuid();
  const { body: record } = await send('POST', '/tables/todoitem', { body: { id, text: 'a' } });
  for (const method of ['PATCH', 'PUT', 'DELETE']) {
    const body = method === 'DELETE' ? {} : { body: { text: 'b' } };
    const answer = await send(method, `/tables/todoitem/${id}`, { ...(await forgottenClient()), ...body });
    expect([answer.status, answer.headers.get('Idempotent-Replayed')]).toEqual([409, 'expired']);
    expect(answer.body).toEqual(record);
  }
  const insert = () => send('POST', '/tables/todoitem', { ...forgotten, body: { id, text: 'b' } });
  for (const answer of [await insert(), await insert()]) {
    expect([answer.status, answer.headers.get('Idempotent-Replayed'), answer.body]).toEqual([409, 'expired', record]);
  }
  expect((await send('GET', `/tables/todoitem/${id}`)).body).toEqual(record);
});

test.each(['2.0.0', '3.0.0'])('without a record the answer says what to do, in dialect %s', async (version) => {
  const { headers } = await forgottenClient();
  const id = uuid();
  const sent = { headers: { ...headers, 'ZUMO-API-VERSION': version }, body: { id, text: 'a' } };
  const answer = await send('POST', '/tables/todoitem', sent);
  expect([answer.status, answer.headers.get('Idempotent-Replayed')]).toEqual([409, 'expired']);
  expect(answer.body).toMatchObject({ code: 'operation_expired' });
  expect((await send('GET', `/tables/todoitem/${id}`)).status).toBe(404);
});
