/** What a piece of work took, and the most memory that its process ever had. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssKb: number;
}

/** Answers the parent's one question with what `work` took; modules are loaded before, so that they do not count. */
export function answerUsage(work: () => Promise<void>): void {
  process.once('message', () => {
    void measure(work).then((usage) => {
      process.send?.(usage, () => process.exit());
    });
  });
}

async function measure(work: () => Promise<void>): Promise<Usage> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const wallMs = performance.now() - started;
  return { wallMs, cpuMs: (user + system) / 1000, rssKb: process.resourceUsage().maxRSS };
}
