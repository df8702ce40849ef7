/** A client whose user signs in and out. */
import { type Client, createClient } from '../client.ts';
import type { ClientOptions } from '../client-options.ts';
import type { Changes, NewRow, Row, SyncTableName, TableName } from '../query/rows.ts';
import type { RemoteTable } from '../remote-table.ts';
import type { Unsent } from '../sync/sign-out.ts';
import type { SyncContext } from '../sync/sync-context.ts';
import type { SyncTable } from '../sync-table.ts';
import type { Send } from '../transport/request.ts';
import type { KeptLogin } from './kept-login.ts';
import type { Login } from './login.ts';
import { loginByToken, type ProviderToken } from './login-by-token.ts';
import { loginTokens } from './login-tokens.ts';
import { loginInWindow } from './popup.ts';
import { type LoginProvider, readProviders } from './providers.ts';

export type LoginOptions = {
  /** What the provider gave to the device; without it a window is opened, in which the user signs in. */
  readonly token?: ProviderToken;
};

/** What a login client works with. */
type LoginDevice = {
  readonly options: Omit<ClientOptions, 'user' | 'tokens'>;
  readonly url: string;
  readonly kept: KeptLogin;
  readonly send: Send;
};

/**
 * The client of whoever is signed in, with a database of theirs; before a login, that of nobody. Tables are those of
 * the current user: ask for them again after a login or a logout; earlier ones reject with `closed`.
 */
export class LoginClient<Tables extends object> {
  readonly #device: LoginDevice;
  #login: Login | undefined;
  #client: Client<Tables>;

  constructor(device: LoginDevice, login: Login | undefined) {
    this.#device = device;
    this.#login = login;
    this.#client = clientOf(device, login);
  }

  /** Who is signed in on this device, also without a network; undefined for nobody. */
  get currentUser(): Login['user'] | undefined {
    return this.#login?.user;
  }

  /**
   * By whom users can sign in, in the order of the service; none where nobody can, or the service does not say.
   *
   * @throws SyncError `connection-failed`
   */
  providers(): Promise<readonly LoginProvider[]> {
    return readProviders(this.#device.send);
  }

  /**
   * Signs in by a provider that the service knows. Call it in the handler of a click: it opens a window. Edits that an
   * earlier user has not sent stay in that user's database.
   *
   * @throws SyncError `login-cancelled`, `login-failed` or `connection-failed`; whoever was signed in still is.
   */
  async login(provider: string, { token }: LoginOptions = {}): Promise<Login['user']> {
    const { url, send, kept } = this.#device;
    const login = await (token === undefined ? loginInWindow(url, provider) : loginByToken(send, provider, token));
    await kept.write(login);
    const isSame = login.user.userId === this.#login?.user.userId;
    this.#login = login;
    if (!isSame) await this.#replaceClient();
    return login.user;
  }

  /**
   * Signs out, also without a network. `wipe-if-clean` deletes the user's records here, `wipe` with edits that were not
   * sent, which are lost; `keep` leaves everything for the user's next login.
   *
   * @throws SyncError `pending-operations` for `wipe-if-clean` when edits wait; the user is still signed in.
   */
  async logout(unsent: Unsent = 'wipe-if-clean'): Promise<void> {
    const { kept } = this.#device;
    const user = this.#login?.user;
    if (user === undefined) return;
    await this.#client.signOut(unsent);
    // Another tab may have somebody else signed in since.
    if ((await kept.read())?.user.userId === user.userId) await kept.write(undefined);
    this.#login = undefined;
    await this.#replaceClient();
  }

  /** Push, pull and purge, and the queue, of the current user. */
  get syncContext(): SyncContext {
    return this.#client.syncContext;
  }

  /** The table online, as the current user. */
  table<Name extends TableName<Tables>>(
    name: Name,
  ): RemoteTable<Row<Tables, Name>, NewRow<Tables, Name>, Changes<Tables, Name>> {
    return this.#client.table(name);
  }

  /** The table on this device, of the current user. */
  syncTable<Name extends SyncTableName<Tables>>(
    name: Name,
  ): SyncTable<Row<Tables, Name>, NewRow<Tables, Name>, Changes<Tables, Name>> {
    return this.#client.syncTable(name);
  }

  /** Whether what is written here outlives the program; opens the store. */
  isDurable(): Promise<boolean> {
    return this.#client.isDurable();
  }

  /** Ends the client after the edits that are under way; the user stays signed in. */
  close(): Promise<void> {
    return this.#client.close();
  }

  async #replaceClient(): Promise<void> {
    const before = this.#client;
    this.#client = clientOf<Tables>(this.#device, this.#login);
    await before.close();
  }
}

function clientOf<Tables extends object>(
  { options, kept, send }: LoginDevice,
  login: Login | undefined,
): Client<Tables> {
  if (login === undefined) return createClient(options);
  const { userId: user } = login.user;
  return createClient({ ...options, user, tokens: loginTokens(user, kept, send) });
}
