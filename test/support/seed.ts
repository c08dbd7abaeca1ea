/** A run's random choices: the seed in the environment repeats those of an earlier run, which has told its own. */
export function seedFrom(name: 'FUZZ_SEED' | 'SIGNING_SEED' | 'SOAK_SEED' | 'TEST_SEED'): number {
  return Number(process.env[name] ?? Math.floor(Math.random() * 2 ** 31));
}
