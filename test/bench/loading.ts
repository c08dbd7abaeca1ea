/** What loading code took. */
export interface Loading {
  readonly ms: number;
  readonly rssKb: number;
}

/** Answers the parent's one question with what `load` took. */
export function answerLoad(load: () => unknown): void {
  process.once('message', () => {
    void measure(load).then((loading) => {
      process.send?.(loading, () => process.exit());
    });
  });
}

async function measure(load: () => unknown): Promise<Loading> {
  const before = process.memoryUsage.rss();
  const started = performance.now();
  await load();
  const ms = performance.now() - started;
  return { ms, rssKb: (process.memoryUsage.rss() - before) / 1024 };
}
