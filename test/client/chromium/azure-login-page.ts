/** A page that is an app of old: npm's azure-mobile-apps-client, unmodified. */
import { MobileServiceClient } from 'azure-mobile-apps-client';
import { button } from './click.ts';

let client: MobileServiceClient;
let url: string;
let signingIn: PromiseLike<{ readonly userId: string }> | undefined;

/** An app of this service; its button signs in. */
export function open(service: string): void {
  url = service;
  client = new MobileServiceClient(url);
  button(() => {
    signingIn = client.login('local');
  });
}

/** Who has signed in; rejects when nobody has. */
export async function signedIn(): Promise<string | undefined> {
  return (await signingIn)?.userId;
}

/** Who signs in with a token of the provider. */
export async function signInWith(token: string): Promise<string> {
  return (await client.login('local', { id_token: token })).userId;
}

export async function insert(text: string): Promise<void> {
  await client.getTable('todoitem').insert({ text });
}

export async function texts(): Promise<readonly string[]> {
  return (await client.getTable('todoitem').read()).map(({ text }) => text);
}

export async function logout(): Promise<void> {
  await client.logout();
}
