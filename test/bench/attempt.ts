/** Why something could not be measured: a slow machine, or something that broke. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/**
 * What was measured.
 * @throws NotTaken when it could not be
 */
export type Taken<T> = () => T;

/** Measures something; when that fails the run goes on, and whoever wants the result hears why there is none. */
export async function attempt<T>(what: string, measure: () => Promise<T>): Promise<Taken<T>> {
  try {
    const value = await measure();
    return () => value;
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    console.log(`  ✖ ${what}: ${why}`);
    return () => {
      throw new NotTaken(`${what}: ${why}`);
    };
  }
}
