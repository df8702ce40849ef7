/** A page that edits: by our client, and by transactions of IndexedDB with nothing around them. */
import { createClient } from '../../client/index.ts';
import { indexedDbStore } from '../../client/store/indexeddb.ts';

type Tables = { readonly todoitem: { readonly id: string; readonly text: string; readonly complete: boolean } };

const client = createClient<Tables>({ url: 'http://127.0.0.1:1', store: indexedDbStore() });
const todos = client.syncTable('todoitem');
const text = 'Buy milk, bread and cheese for the weekend';
const newTodo = () => ({ id: crypto.randomUUID(), text, complete: false });

/** Of the records that were inserted first. Whoever reads all to choose some has garbage to collect while it edits. */
const chosen: string[] = [];

/** Milliseconds that so many inserts take by our client, each awaited. */
export const insertEach = (count: number): Promise<number> =>
  timed(count, async () => {
    const { id } = await todos.insert(newTodo());
    if (chosen.length < count) chosen.push(id);
  });

/** Milliseconds that so many updates take by our client, each awaited, of records that wait to be sent. */
export async function updateEach(count: number): Promise<number> {
  if (chosen.length === 0) await insertEach(count);
  let updates = 0;
  return timed(count, () => {
    updates += 1;
    return todos.update({ id: chosen[updates % chosen.length] ?? '', text: `${text} ${performance.now()}` });
  });
}

/** Milliseconds that so many inserts take by our client, all begun at once. */
export async function insertAtOnce(count: number): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: count }, () => todos.insert(newTodo())));
  return performance.now() - start;
}

const bare = openBare();

/** Milliseconds that so many transactions take, each with a new record and an operation, as durable, and awaited. */
export const bareEach = (count: number): Promise<number> => timed(count, () => writeBare(() => undefined));

/** The same of transactions that look first whether there is such a record, as whoever inserts one must. */
export const readingEach = (count: number): Promise<number> =>
  timed(count, () => writeBare((records, id) => answered(records.get(id))));

async function writeBare(first: (records: IDBObjectStore, id: string) => Promise<void> | undefined): Promise<void> {
  const database = await bare;
  const transaction = database.transaction(['records', 'operations'], 'readwrite', { durability: 'strict' });
  const [records, operations] = [transaction.objectStore('records'), transaction.objectStore('operations')];
  const todo = newTodo();
  await first(records, todo.id);
  records.put(todo);
  operations.put({ table: 'todoitem', id: todo.id, kind: 'insert', body: todo });
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.commit();
  });
}

function answered(request: IDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

function openBare(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('bare', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('records', { keyPath: 'id' });
      request.result.createObjectStore('operations', { autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function timed(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let done = 0; done < count; done += 1) await work();
  return performance.now() - start;
}
