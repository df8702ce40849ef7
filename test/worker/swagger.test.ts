import { expect, test } from 'vitest';
import { serve } from './coded.ts';

test('220: /swagger describes each table, when it is asked for', async () => {
  const { status, body } = await serve({ swagger: true })('GET', '/swagger');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    swagger: '2.0',
    host: 'test.local',
    schemes: ['http'],
    securityDefinitions: { EasyAuth: { type: 'apiKey', name: 'x-zumo-auth', in: 'header' } },
    definitions: {
      kitchen: {
        properties: { id: { type: 'string' }, count: { type: 'integer' }, due: { format: 'date-time' }, deleted: {} },
      },
      ticket: { properties: { id: { type: 'integer' } } },
    },
    paths: {
      '/tables/todoitem': {
        get: {
          operationId: 'QueryTodoitem',
          responses: { 200: { schema: { items: { $ref: '#/definitions/todoitem' } } } },
        },
        post: { operationId: 'InsertTodoitem', responses: { 201: { schema: { $ref: '#/definitions/todoitem' } } } },
      },
      '/tables/todoitem/{id}': {
        get: { operationId: 'FindTodoitem' },
        post: { operationId: 'UndeleteTodoitem' },
        patch: { operationId: 'UpdateTodoitem' },
        delete: { operationId: 'DeleteTodoitem' },
      },
      '/tables/closed': {},
      '/tables/members': { post: { security: [{ EasyAuth: [] }] } },
    },
  });
  expect(JSON.stringify(body)).not.toContain('Closed');
});

test('/swagger is nothing by default', async () => {
  expect((await serve({})('GET', '/swagger')).status).toBe(404);
});
