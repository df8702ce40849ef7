/** A to-do as the server sends it in dialect 2.0. */
import * as z from 'zod';

const timestamp = z.iso.datetime({ precision: 3 });
const serverTodo = z.strictObject({
  id: z.string(),
  text: z.string().nullable(),
  complete: z.boolean(),
  version: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  deleted: z.boolean(),
});

export type ServerTodo = z.infer<typeof serverTodo>;

/** The record that an answer holds. */
export const parseTodo = (answer: string): ServerTodo => serverTodo.parse(JSON.parse(answer));

/** The records that the answer to a list holds. */
export const parseTodos = (answer: string): readonly ServerTodo[] => z.array(serverTodo).parse(JSON.parse(answer));
