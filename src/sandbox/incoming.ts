import type { IncomingMessage } from 'node:http';
import type { IncomingRequest } from './exchange.ts';

const MOST_BYTES = 1024 * 1024;

/** Reads a request to its end. Rejects when it is too large or breaks off. */
export async function readRequest(message: IncomingMessage): Promise<IncomingRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new RangeError('The request is too large for the sandbox.');
    chunks.push(chunk);
  }
  const [path = '/', query = ''] = (message.url ?? '/').split('?', 2);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: message.method ?? 'GET',
    path,
    query: [...new URLSearchParams(query)],
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}
