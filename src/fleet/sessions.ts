import { stat } from 'node:fs/promises';
import { regionsOf, type Account } from '../accounts/account.ts';
import { loginFile, readLogin, type LoginSources } from '../accounts/logins.ts';
import type { StoredSecret } from '../accounts/storedSecret.ts';
import type { Login } from '../cloud/login.ts';
import { loadProvider } from '../cloud/registry.ts';
import { sha256Hex } from '../cloud/signing/encode.ts';
import { AccountCaller, type CallerOptions, type Refusal } from '../cloud/transport/caller.ts';
import { ECHO } from '../cloud/transport/redact.ts';
import { guard, type AccountSession } from './accountSession.ts';
import { hide, withoutSecrets } from './secrecy.ts';

export interface SessionDependencies extends CallerOptions, LoginSources {}

interface Opened {
  readonly session: AccountSession;
  readonly login: Login;
  readonly key: string;
}

interface OpenSession {
  /** What it was opened from: where the login comes from, and where it goes. */
  readonly source: string;
  readonly opened: Promise<Opened>;
  /** When the login's keys end, milliseconds since 1970; known once it is read. */
  endsAt: number;
}

/** The open sessions by account. Logins are read when they are needed, and dropped with the session. */
export class Sessions {
  readonly #dependencies: SessionDependencies;
  readonly #open = new Map<string, OpenSession>();
  readonly #refusals = new Map<string, Refusal>();

  constructor(dependencies: SessionDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The session of an account. It stays the same until its login or its endpoints are others: a new name, or another
   * region to look in, lets no refused credentials out again.
   * @param again reads the login anew after a refusal: a program may give out other keys by now
   * @throws CloudError `credentials` when the account has none that can be used
   */
  async get(account: Account, again = false): Promise<AccountSession> {
    const { redactor, clock } = this.#dependencies;
    const source = await this.#sourceOf(account);
    const earlier = this.#open.get(account.id);
    if (earlier?.source === source && clock.now() < earlier.endsAt) {
      const { session, login } = await earlier.opened;
      hide(login, redactor, clock.now() + ECHO);
      if (!again || !session.refusal) return session;
    }
    const opened = this.#read(account, earlier);
    const open: OpenSession = { source, opened, endsAt: Infinity };
    this.#open.set(account.id, open);
    try {
      const { session, login } = await opened;
      open.endsAt = endOf(login);
      return session;
    } catch (error) {
      if (this.#open.get(account.id) === open) this.#open.delete(account.id);
      throw error;
    }
  }

  /** Opens a session with a login that is stored nowhere yet, to test it: a person asked, also where it was refused. */
  async openWith(account: Account, login: Login): Promise<AccountSession> {
    const session = await this.#openWith(account, login, this.#refusalOf(keyOf(account, login)));
    session.forgive();
    return session;
  }

  async #openWith(account: Account, login: Login, refusal: Refusal): Promise<AccountSession> {
    const { redactor, clock } = this.#dependencies;
    hide(login, redactor, clock.now() + ECHO);
    const caller = new AccountCaller(this.#dependencies, refusal);
    const provider = await loadProvider(account.provider);
    const sessionFor = provider.openAccount({
      accountId: account.id,
      login,
      keepSecret: (secret, life) => {
        redactor.register(secret, clock.now() + life + ECHO);
      },
      endpoints: account.endpoints,
      regions: regionsOf(account),
      caller,
      clock: caller.clock,
      ownClock: clock,
    });
    return guard((own) => withoutSecrets(sessionFor(own), redactor), caller);
  }

  /**
   * What an account would sign in with now.
   * @param secret to be taken for the stored one
   * @throws CloudError `credentials`
   */
  readLogin(account: Account, secret?: StoredSecret): Promise<Login> {
    const { clock, secrets } = this.#dependencies;
    const own = secret ? { ...secrets, get: () => Promise.resolve(JSON.stringify(secret)) } : secrets;
    return readLogin(account, { ...this.#dependencies, secrets: own }, clock.now());
  }

  /** Whether the login of an account is another than the one its open session was opened with. */
  async haveChanged(account: Account): Promise<boolean> {
    const used = await this.#open.get(account.id)?.opened.catch(() => undefined);
    const now = await this.readLogin(account).catch(() => undefined);
    return JSON.stringify(used?.login) !== JSON.stringify(now);
  }

  /** Forgets an account's session: its credentials or its settings changed. */
  drop(accountId: string): void {
    this.#open.delete(accountId);
  }

  async #read(account: Account, earlier: OpenSession | undefined): Promise<Opened> {
    const login = await this.readLogin(account);
    const before = await earlier?.opened.catch(() => undefined);
    const key = keyOf(account, login);
    // A file may be written without a change for this account: then a refusal of its credentials still holds.
    if (before?.key === key) return before;
    return { session: await this.#openWith(account, login, this.#refusalOf(key)), login, key };
  }

  /** Whatever account signs in with the same login at the same endpoints, a refusal holds for it. */
  #refusalOf(key: string): Refusal {
    const refusal = this.#refusals.get(key) ?? { error: undefined };
    this.#refusals.set(key, refusal);
    return refusal;
  }

  /** Where an account's login comes from, down to the state of the file. */
  async #sourceOf(account: Account): Promise<string> {
    const { provider, credentials, endpoints } = account;
    return JSON.stringify([provider, credentials, endpoints, await this.#writtenAt(account)]);
  }

  async #writtenAt(account: Account): Promise<string> {
    try {
      const path = await loginFile(account, this.#dependencies);
      if (!path) return '';
      const { mtimeMs, size } = await stat(path);
      return `${mtimeMs} ${size}`;
    } catch {
      return ''; // no such file: reading the login says so, in words
    }
  }
}

/** Tells logins at endpoints apart; a hash, so that nothing of a login stays when its session is dropped. */
function keyOf({ provider, endpoints }: Account, login: Login): string {
  return sha256Hex(JSON.stringify([provider, Object.entries(endpoints).sort(), login]));
}

function endOf(login: Login): number {
  if (login.kind === 'role') return endOf(login.from);
  return login.kind === 'keys' && login.expiresAt ? Date.parse(login.expiresAt) : Infinity;
}
