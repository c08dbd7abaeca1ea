/** Bytes of a needle that it is looked up by; none is shorter. */
const KEY = 4;

/** Many texts to be looked for at once: one pass over a text, whatever their number. */
export class Needles {
  readonly #byKey = new Map<number, string[]>();
  /** By the hash of a key, whether there may be a needle: most places in a text are done with here. */
  readonly #filter = new Uint8Array(1 << 16);

  /** @param needle one character a byte, at least four */
  add(needle: string): void {
    const key = keyAt(needle, 0);
    const others = this.#byKey.get(key);
    if (others) others.push(needle);
    else this.#byKey.set(key, [needle]);
    this.#filter[slotOf(key)] = 1;
  }

  /** Tells of every place where a needle stands, also where two overlap. */
  find(text: string, found: (needle: string, start: number) => void): void {
    if (this.#byKey.size === 0) return;
    let key = keyAt(text, 0) >>> 8;
    for (let start = 0; start + KEY <= text.length; start += 1) {
      key = (key << 8) | text.charCodeAt(start + KEY - 1);
      if (this.#filter[slotOf(key)] === 0) continue;
      for (const needle of this.#byKey.get(key) ?? [])
        if (text.startsWith(needle, start)) found(needle, start);
    }
  }
}

function keyAt(text: string, at: number): number {
  let key = 0;
  for (let next = at; next < at + KEY; next += 1) key = (key << 8) | text.charCodeAt(next);
  return key;
}

function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 16;
}
