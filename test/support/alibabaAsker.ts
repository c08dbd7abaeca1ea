import { alibabaInstance, callAlibaba, listAt, type Json } from './sandboxCalls.ts';
import { sandboxOfEach, type Here } from './sandboxes.ts';

type Query = Record<string, string | number>;

export interface Asker {
  readonly here: Here;
  readonly ask: (action: string, query?: Query) => Promise<Json>;
  /** What comes of a call: `accepted`, or the status and code of the refusal. */
  readonly code: (action: string, query?: Query) => Promise<string>;
  /** The backups of an instance, by its name. */
  readonly backups: (name: string, query?: Query) => Promise<readonly Json[]>;
}

/** Asks the sandbox's Alibaba Cloud by hand; each test of a file has a sandbox of its own. */
export function alibabaAsker(): Asker {
  const here = sandboxOfEach();
  const call = (action: string, query: Query) =>
    callAlibaba(here.sandbox, action, query, { date: new Date(here.now) });
  const ask = async (action: string, query: Query = {}) => (await call(action, query)).body;
  return {
    here,
    ask,
    async code(action, query = {}) {
      const { status, code: refused } = await call(action, query);
      return status === 200 ? 'accepted' : `${status} ${refused}`;
    },
    async backups(name, query = {}) {
      const { id } = alibabaInstance(here.sandbox, name);
      return listAt(await ask('DescribeBackups', { DBInstanceId: id, ...query }), 'Items', 'Backup');
    },
  };
}
