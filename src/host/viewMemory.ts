import type { Memento } from 'vscode';
import { readViewChoice, type ViewChoice } from '../domain/viewChoice.ts';

const KEY = 'viewChoice';

/** How the tree is grouped and filtered, kept across restarts. It is a habit rather than a setting. */
export class ViewMemory {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  read(): ViewChoice {
    return readViewChoice(this.#state.get(KEY));
  }

  async write(choice: ViewChoice): Promise<void> {
    await this.#state.update(KEY, choice);
  }
}
