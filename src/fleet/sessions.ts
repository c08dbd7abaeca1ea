import { stat } from 'node:fs/promises';
import type { Account } from '../accounts/account.ts';
import { loginFile, readLogin, type LoginSources } from '../accounts/logins.ts';
import type { StoredSecret } from '../accounts/storedSecret.ts';
import type { CloudError } from '../cloud/error.ts';
import type { Login } from '../cloud/login.ts';
import type { CloudSession, Identity, SessionFor } from '../cloud/provider.ts';
import { loadProvider } from '../cloud/registry.ts';
import { AccountCaller, type CallerOptions, type GuardedCaller } from '../cloud/transport/caller.ts';
import type { Redactor } from '../cloud/transport/redact.ts';
import type { Clock } from '../domain/time.ts';

export interface SessionDependencies extends CallerOptions, LoginSources {}

/** A session with the guard that its credentials are proven first. */
export interface AccountSession {
  readonly cloud: CloudSession;
  /** The cloud's clock, as far as it is known: for whatever is compared with the cloud's times. */
  readonly clock: Clock;
  /** The same for work that nobody waits for: its calls let the others go first. */
  readonly background: CloudSession;
  /** Sends the proving call. */
  prove(signal: AbortSignal): Promise<Identity>;
  /** The identity of the last proving call; sends it only when there was none. */
  proven(signal: AbortSignal): Promise<Identity>;
  /** The cloud's refusal of the credentials, if there was one: nothing is sent any more. */
  readonly refusal: CloudError | undefined;
  /** Lets the proving call out once more after a refusal; a person asked for it. */
  forgive(): void;
  /** Asks endpoints again that are left alone; a person asked for it. */
  reopen(): void;
}

interface OpenSession {
  /** When the file that the login came from was written; empty when it came from none. */
  readonly written: string;
  readonly opened: Promise<{ readonly session: AccountSession; readonly login: Login }>;
  /** When the login's keys end, milliseconds since 1970; known once it is read. */
  endsAt: number;
}

/** The open sessions by account. Logins are read when they are needed, and dropped with the session. */
export class Sessions {
  readonly #dependencies: SessionDependencies;
  readonly #open = new Map<string, OpenSession>();

  constructor(dependencies: SessionDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The session of an account. It stays the same until its login is another one.
   * @param again reads the login anew after a refusal: a program may give out other keys by now
   * @throws CloudError `credentials` when the account has none that can be used
   */
  async get(account: Account, again = false): Promise<AccountSession> {
    const written = await this.#writtenAt(account);
    const earlier = this.#open.get(account.id);
    if (earlier?.written === written && this.#dependencies.clock.now() < earlier.endsAt) {
      const { session } = await earlier.opened;
      if (!again || !session.refusal) return session;
    }
    const opened = this.#read(account, earlier);
    const open: OpenSession = { written, opened, endsAt: Infinity };
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

  /** Opens a session with a login that is stored nowhere yet, to test it. */
  async openWith(account: Account, login: Login): Promise<AccountSession> {
    const { redactor, clock } = this.#dependencies;
    hide(login, redactor);
    const caller = new AccountCaller(this.#dependencies);
    const provider = await loadProvider(account.provider);
    const sessionFor = provider.openAccount({
      accountId: account.id,
      login,
      keepSecret: (secret) => {
        redactor.register(secret);
      },
      endpoints: account.endpoints,
      caller,
      clock: caller.clock,
      ownClock: clock,
    });
    return guard(sessionFor, caller);
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

  async #read(account: Account, earlier: OpenSession | undefined) {
    const login = await this.readLogin(account);
    const before = await earlier?.opened.catch(() => undefined);
    // A file may be written without a change for this account: then a refusal of its credentials still holds.
    if (before && JSON.stringify(before.login) === JSON.stringify(login)) return before;
    return { session: await this.openWith(account, login), login };
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

function endOf(login: Login): number {
  if (login.kind === 'role') return endOf(login.from);
  return login.kind === 'keys' && login.expiresAt ? Date.parse(login.expiresAt) : Infinity;
}

/** From now on nothing of a login shows anywhere, but the tails of its key ids. */
function hide(login: Login, redactor: Redactor): void {
  if (login.kind === 'role') {
    // Its external id is no secret, and may be a word that stands in names.
    hide(login.from, redactor);
  } else if (login.kind === 'password') {
    redactor.register(login.password);
  } else {
    const { accessKeyId, accessKeySecret, securityToken } = login.credentials;
    redactor.registerKeyId(accessKeyId);
    redactor.register(accessKeySecret);
    if (securityToken) redactor.register(securityToken);
  }
}

function guard(sessionFor: SessionFor, caller: GuardedCaller): AccountSession {
  const cloud = sessionFor(caller);
  let identity: Identity | undefined;
  let proving: Promise<Identity> | undefined;
  const prove = (signal: AbortSignal) => {
    identity = undefined;
    const asked = cloud.prove(signal);
    proving = asked;
    return asked.then((proven) => (identity = proven));
  };
  return {
    cloud,
    clock: caller.clock,
    background: sessionFor(caller.background),
    prove,
    async proven(signal) {
      // While a proving call is under way nothing else leaves; if it fails, this one asks for itself.
      await proving?.catch(() => undefined);
      return identity ?? prove(signal);
    },
    get refusal() {
      return caller.refusal;
    },
    forgive() {
      identity = undefined;
      caller.forgive();
    },
    reopen() {
      caller.reopen();
    },
  };
}
