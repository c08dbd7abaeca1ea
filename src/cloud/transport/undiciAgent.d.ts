/** The part of undici that an Agent needs, without its `fetch`: half of the code (docs/decisions/0001-undici-7.md). */
declare module 'undici/lib/dispatcher/agent.js' {
  import type { Agent } from 'undici';

  const agent: typeof Agent;
  export = agent;
}
