import type { Account } from '../accounts/account.ts';
import { readCredentials, type Environment, type SecretStore } from '../accounts/credentials.ts';
import type { CloudError } from '../cloud/error.ts';
import type { CloudSession, Credentials, Identity } from '../cloud/provider.ts';
import { loadProvider } from '../cloud/registry.ts';
import { AccountCaller, type CallerOptions, type GuardedCaller } from '../cloud/transport/caller.ts';

export interface SessionDependencies extends CallerOptions {
  readonly secrets: SecretStore;
  readonly environment: Environment;
}

/** A session with the guard that its credentials are proven first. */
export interface AccountSession {
  readonly cloud: CloudSession;
  /** Sends the proving call. */
  prove(signal: AbortSignal): Promise<Identity>;
  /** The identity of the last proving call; sends it only when there was none. */
  proven(signal: AbortSignal): Promise<Identity>;
  /** The cloud's refusal of the credentials, if there was one: nothing is sent any more. */
  readonly refusal: CloudError | undefined;
  /** Lets the proving call out once more after a refusal; a person asked for it. */
  forgive(): void;
}

/** The open sessions by account. Credentials are read once and dropped with the session. */
export class Sessions {
  readonly #dependencies: SessionDependencies;
  readonly #open = new Map<string, Promise<AccountSession>>();
  readonly #used = new Map<string, Credentials>();

  constructor(dependencies: SessionDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws CloudError `credentials` when the account has none that can be used */
  get(account: Account): Promise<AccountSession> {
    const open = this.#open.get(account.id);
    if (open) return open;
    const opening = this.#read(account);
    this.#open.set(account.id, opening);
    opening.catch(() => this.#open.delete(account.id));
    return opening;
  }

  /** Opens a session with credentials that are stored nowhere yet, to test them. */
  async openWith(account: Account, credentials: Credentials): Promise<AccountSession> {
    const { redactor, clock } = this.#dependencies;
    redactor.registerKeyId(credentials.accessKeyId);
    redactor.register(credentials.accessKeySecret);
    if (credentials.securityToken) redactor.register(credentials.securityToken);
    const caller = new AccountCaller(this.#dependencies);
    const provider = await loadProvider(account.provider);
    const { id: accountId, endpoints } = account;
    const cloud = provider.openSession({
      accountId,
      login: { kind: 'keys', credentials },
      keepSecret: (secret) => {
        redactor.register(secret);
      },
      endpoints,
      caller,
      clock,
    });
    return guard(cloud, caller);
  }

  /** Whether the credentials of an account are others than those its open session was opened with. */
  async haveChanged(account: Account): Promise<boolean> {
    const used = this.#used.get(account.id);
    const { secrets, environment } = this.#dependencies;
    const now = await readCredentials(account, secrets, environment).catch(() => undefined);
    return JSON.stringify(used) !== JSON.stringify(now);
  }

  /** Forgets an account's session: its credentials or its settings changed. */
  drop(accountId: string): void {
    this.#open.delete(accountId);
    this.#used.delete(accountId);
  }

  async #read(account: Account): Promise<AccountSession> {
    const { secrets, environment } = this.#dependencies;
    const credentials = await readCredentials(account, secrets, environment);
    this.#used.set(account.id, credentials);
    return this.openWith(account, credentials);
  }
}

function guard(cloud: CloudSession, caller: GuardedCaller): AccountSession {
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
  };
}
