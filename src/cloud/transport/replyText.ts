import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import { CloudError } from '../error.ts';
import { LIMITS } from './limits.ts';

/** Our requests ask for none of these; some gateways compress all the same. */
const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const UTF8 = new TextDecoder();

/** Who waits for the text; told of the end of it, or of what is wrong, which may be more than one thing. */
export interface Reader {
  readonly done: (text: string) => void;
  readonly failed: (error: unknown) => void;
}

/** A body as it comes in, up to the limit: decompressed bytes are counted, so that a small reply cannot fill the memory. */
export class ReplyText {
  readonly #decoder: Transform | undefined;
  readonly #reader: Reader;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #compressed = 0;

  constructor(encoding: string | null, reader: Reader) {
    this.#reader = reader;
    this.#decoder = DECODERS[encoding?.toLowerCase() ?? '']?.()
      .on('data', (chunk: Buffer) => {
        this.#take(chunk);
      })
      .on('end', () => {
        reader.done(this.#read());
      })
      .on('error', reader.failed);
  }

  add(chunk: Buffer): void {
    if (!this.#decoder) {
      this.#take(chunk);
      return;
    }
    this.#compressed += chunk.byteLength;
    if (this.#compressed > LIMITS.replyBytes) this.#reader.failed(tooLarge());
    else this.#decoder.write(chunk);
  }

  end(): void {
    if (this.#decoder) this.#decoder.end();
    else this.#reader.done(this.#read());
  }

  /** What has come is wanted no more. */
  drop(): void {
    this.#decoder?.destroy();
    this.#chunks.length = 0;
  }

  #take(chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#size > LIMITS.replyBytes) this.#reader.failed(tooLarge());
    else this.#chunks.push(chunk);
  }

  #read(): string {
    const [first, ...more] = this.#chunks;
    return UTF8.decode(first && more.length === 0 ? first : Buffer.concat(this.#chunks));
  }
}

function tooLarge(): CloudError {
  return new CloudError({
    category: 'unexpected-reply',
    message: l10n.t('The reply was larger than 2 MiB.'),
  });
}
