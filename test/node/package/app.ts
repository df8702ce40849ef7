import { createClient, memoryStore } from 'tidemark/client';
import { indexedDbStore } from 'tidemark/client/indexeddb';
import { openLoginClient } from 'tidemark/client/login';
import { expoSqlite, sqliteStore } from 'tidemark/client/sqlite';
import { nodeSqlite } from 'tidemark/client/sqlite/node';

type Tables = { todoitem: { id: string; text: string | null; complete: boolean } };

const client = createClient<Tables>({ url: 'http://127.0.0.1:9', store: memoryStore() });
const todos = client.syncTable('todoitem');
const added = await todos.insert({ text: 'Buy milk', complete: false });
const text: string | null = added.text;
// @ts-expect-error a table that is not there
client.syncTable('nothing');
// @ts-expect-error a member that is not there
await todos.where({ colour: 'red' }).read();
const open = await todos.where((t) => t.complete.eq(false).and(t.text.contains('milk'))).read();
const signedOut = await openLoginClient<Tables>({ url: 'http://127.0.0.1:9', store: memoryStore() });
const user: { readonly userId: string } | undefined = signedOut.currentUser;
const kinds = [indexedDbStore(), sqliteStore(nodeSqlite('.'))].map((kind) => typeof kind.open);
// biome-ignore lint/suspicious/noConsole: what it prints is what the test looks at
console.log(JSON.stringify([text, open.length, kinds, typeof expoSqlite, user ?? 'nobody']));
await client.close();
