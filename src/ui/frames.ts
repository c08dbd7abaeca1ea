/** What changes is collected this long before it is drawn: states arrive one by one while reading. Milliseconds. */
const FRAME = 50;
/**
 * VS Code passes on what a tree tells once it has been silent for 200 ms, however long that takes; only the first word
 * after such a silence goes through at once (extHostTreeViews.ts, `Event.debounce`). A stream that is told more often
 * than that is not drawn before its end.
 */
const SILENCE = 220;

/** When views are drawn: soon after the first change, and during a stream with a silence in between. */
export class Frames<Change> {
  readonly #draw: (changes: readonly Change[]) => void;
  #collected: Change[] = [];
  #timer: NodeJS.Timeout | undefined;
  #next = 0;

  constructor(draw: (changes: readonly Change[]) => void) {
    this.#draw = draw;
  }

  /** Has these changes drawn with the next frame. */
  add(...changes: readonly Change[]): void {
    this.#collected.push(...changes);
    this.#timer ??= setTimeout(
      () => {
        this.draw();
      },
      Math.max(FRAME, this.#next - performance.now()),
    );
  }

  /** Draws at once what was collected: at the end of a stream nothing follows that would hold it back. */
  draw(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#draw(this.#collected.splice(0));
    this.#next = performance.now() + SILENCE;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
