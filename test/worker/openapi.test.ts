import { describe, expect, test } from 'vitest';
import { number, string } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { serve } from './coded.ts';
import { testFetch } from './fetch.ts';

describe('/openapi.json', () => {
  test('describes what each table takes and gives', async () => {
    const { status, body } = await serve({})('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      openapi: '3.1.1',
      servers: [{ url: 'http://test.local' }],
      paths: {
        '/tables/todoitem': {
          get: { operationId: 'listTodoitem', security: [{}, { bearer: [] }, { zumo: [] }] },
          post: { operationId: 'insertTodoitem' },
        },
        '/tables/todoitem/{id}': {
          get: { operationId: 'readTodoitem' },
          patch: { operationId: 'updateTodoitem' },
          put: { operationId: 'replaceTodoitem' },
          delete: { operationId: 'removeTodoitem' },
        },
        '/tables/todoitem/$query': { post: { operationId: 'queryTodoitem' } },
        '/tables/todoitem/$digest': { get: { operationId: 'digestTodoitem' } },
        '/tables/members': { get: {}, post: { security: [{ bearer: [] }, { zumo: [] }] } },
        '/$batch': { post: { operationId: 'batch' } },
      },
      components: {
        schemas: {
          Kitchen: {
            properties: { due: { type: ['string', 'null'], format: 'date-time' }, version: { readOnly: true } },
          },
          StrictInsert: {
            required: ['title'],
            properties: { title: { type: 'string', maxLength: 100 }, score: { default: 0 } },
          },
          Ticket: { properties: { id: { type: 'integer' } } },
          Diary: { properties: { userId: { readOnly: true } } },
        },
      },
    });
  });

  test('tells which columns clients may write, and of hidden ones nothing', async () => {
    const ware = syncTable('ware', {
      name: string(),
      margin: number({ access: 'hidden' }),
      price: number({ access: 'readOnly' }),
      sku: string({ required: true, access: 'writeOnce' }),
    });
    const { body } = await serve({ tables: [ware] })('GET', '/openapi.json');
    expect(body).toMatchObject({
      components: { schemas: { Ware: { properties: { price: { readOnly: true }, sku: {} } } } },
    });
    expect(body).toHaveProperty(
      'components.schemas.WareInsert.properties',
      expect.not.objectContaining({ price: expect.anything() }),
    );
    expect(body).toHaveProperty('components.schemas.WareInsert.required', ['sku']);
    expect(body).toHaveProperty(
      'components.schemas.WareUpdate.properties',
      expect.not.objectContaining({ sku: expect.anything() }),
    );
    expect(JSON.stringify(body)).not.toContain('margin');
  });

  test('leaves out what nobody may do', async () => {
    const { body } = await serve({})('GET', '/openapi.json');
    expect(body).not.toHaveProperty(['paths', '/tables/closed']);
  });
});

test('/reference tells people the same', async () => {
  const answer = await testFetch('/reference');
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=UTF-8']);
  const page = await answer.text();
  for (const part of ['POST /tables/todoitem/$query', '<code>bestPictureWinner</code>', 'authenticated']) {
    expect(page).toContain(part);
  }
});

test.each(['/openapi.json', '/reference'])('%s is nothing where it is not wanted', async (address) => {
  expect((await serve({ openapi: false })('GET', address)).status).toBe(404);
});
