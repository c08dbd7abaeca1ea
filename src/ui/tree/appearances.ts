import type { InstanceRef } from '../../domain/instance.ts';

/**
 * Which rows have been on the screen. VS Code asks for a row's decoration when it first draws the row, and from then on
 * when it is told of it, drawn or not (decorationsService.ts).
 */
export class Appearances {
  readonly #asked = new Set<string>();
  /** Those that VS Code asks for because we told it to. */
  readonly #told = new Set<string>();

  has(ref: InstanceRef): boolean {
    return this.#asked.has(keyOf(ref));
  }

  /** Takes note that VS Code asks for a row. @returns whether that is because the row has come on the screen */
  note(ref: InstanceRef): boolean {
    this.#asked.add(keyOf(ref));
    return !this.#told.delete(keyOf(ref));
  }

  /** Takes note that VS Code was told of a row. */
  tell(ref: InstanceRef): void {
    this.#told.add(keyOf(ref));
  }

  /** VS Code was told to forget all: it asks anew for what is on the screen. */
  forget(): void {
    this.#asked.clear();
    this.#told.clear();
  }
}

function keyOf({ accountId, instanceId }: InstanceRef): string {
  return `${accountId}/${instanceId}`;
}
