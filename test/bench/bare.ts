import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { signAcs3 } from '../../src/cloud/signing/acs3.ts';
import type { SignedRequest } from '../../src/cloud/signing/request.ts';
import { signSdkHmac } from '../../src/cloud/signing/sdkHmac.ts';
import type { AskedRequest } from './cloud.ts';

/** Signs reads anew, and writes each down as it goes over the wire: nothing is left to do but to send it. */
export function madeReady(asked: readonly AskedRequest[], host: string): string[] {
  return asked.map((request) => onTheWire(sign(request, host), host));
}

function sign({ method, target, action, version, projectId }: AskedRequest, host: string): SignedRequest {
  const [path = '/', queryText = ''] = target.split('?');
  const query = Object.fromEntries(new URLSearchParams(queryText));
  const common = { method, host, path, query, date: new Date() };
  if (action === undefined || version === undefined)
    return signSdkHmac({
      ...common,
      ...(projectId && { projectId }),
      credentials: SANDBOX_CREDENTIALS.huawei,
    });
  const credentials = SANDBOX_CREDENTIALS.alibaba;
  return signAcs3({ ...common, action, version, credentials, nonce: randomUUID() });
}

function onTheWire({ method, path, headers }: SignedRequest, host: string): string {
  const lines = Object.entries({ host, ...headers, 'content-length': '0' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Sends requests over so many connections that stay open, one at a time on each; replies are not looked at. */
export async function sendAll(requests: readonly string[], port: number, lanes: number): Promise<void> {
  const rest = requests.values();
  await Promise.all(Array.from({ length: lanes }, () => sendInTurn(rest, port)));
}

function sendInTurn(rest: IterableIterator<string, undefined>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true).once('error', reject).once('close', reject);
    let missing = 0;
    const sendNext = (): void => {
      const next = rest.next();
      missing = 0;
      if (!next.done) socket.write(next.value, 'latin1');
      else socket.off('close', reject).end(resolve);
    };
    socket.once('connect', sendNext).on('data', (chunk: Buffer) => {
      missing = (missing || sizeOf(chunk)) - chunk.length;
      if (missing === 0) sendNext();
    });
  });
}

/** How long a reply is that begins with this chunk; the sandbox always says so at once. */
function sizeOf(chunk: Buffer): number {
  const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n') + 4);
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(head) ?? [];
  if (length === undefined) throw new Error(`a reply without a length: ${head}`);
  return head.length + Number(length);
}
