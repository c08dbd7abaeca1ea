/** What goes wrong. Unless it says otherwise, the operation is not carried out. */
export type Effect =
  /** the reply comes later; the operation is carried out */
  | { readonly kind: 'latency'; readonly ms: number }
  /** the same, not before this has resolved */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** an error in the cloud's own body shape */
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly message?: string }
  /** the cloud's own answer to too many requests, with the wait to ask for in milliseconds */
  | { readonly kind: 'throttle'; readonly retryAfterMs?: number }
  /** any text at all, such as a proxy's page; status 200 unless given */
  | { readonly kind: 'body'; readonly text: string; readonly contentType?: string; readonly status?: number }
  /** the connection is cut before anything is done */
  | { readonly kind: 'resetBefore' }
  /** the operation is carried out, then the connection is cut: the reply is lost */
  | { readonly kind: 'resetAfter' }
  /** carried out, but the reply ends half-way */
  | { readonly kind: 'truncate' }
  /** no answer ever */
  | { readonly kind: 'hang' }
  /** carried out; status and headers arrive, the body never does */
  | { readonly kind: 'headersThenSilence' }
  /** carried out; the body arrives one byte at a time */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** a small compressed body that unpacks to `bytes` of them */
  | { readonly kind: 'gzipBomb'; readonly bytes: number };

/** Which requests a fault hits: all that fit every member given. */
export interface FaultMatch {
  readonly provider?: string;
  readonly operation?: string;
  readonly instanceId?: string;
  readonly accessKeyId?: string;
}

export interface Fault {
  readonly match: FaultMatch;
  /** How many requests it hits; all when left out. */
  readonly times?: number;
  /** The chance that it hits a request that fits, 0 to 1; certain when left out. */
  readonly probability?: number;
  readonly effect: Effect;
}

export interface Faults {
  /** Adds a fault. Returns a function that takes it away again. */
  add(fault: Fault): () => void;
  clear(): void;
}

/** The faults in force. */
export class FaultList implements Faults {
  readonly #random: () => number;
  #active: { readonly fault: Fault; left: number }[] = [];

  /** @param random from 0 up to 1, for faults with a probability */
  constructor(random: () => number) {
    this.#random = random;
  }

  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#active.push(entry);
    return () => {
      this.#active = this.#active.filter((other) => other !== entry);
    };
  }

  clear(): void {
    this.#active = [];
  }

  /** The effects that hit a request, in the order they were added. Counts them as used. */
  take(call: Required<FaultMatch>): Effect[] {
    const hits = this.#active.filter(
      ({ fault, left }) => left > 0 && fits(fault.match, call) && this.#strikes(fault),
    );
    for (const hit of hits) hit.left -= 1;
    return hits.map(({ fault }) => fault.effect);
  }

  #strikes(fault: Fault): boolean {
    return fault.probability === undefined || this.#random() < fault.probability;
  }
}

function fits(match: FaultMatch, call: Required<FaultMatch>): boolean {
  return (
    (!match.provider || match.provider === call.provider) &&
    (!match.operation || match.operation === call.operation) &&
    (!match.instanceId || match.instanceId === call.instanceId) &&
    (!match.accessKeyId || match.accessKeyId === call.accessKeyId)
  );
}
