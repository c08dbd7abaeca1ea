import { countStates } from '../domain/posture.ts';
import { readViewChoice } from '../domain/viewChoice.ts';
import { askFilter } from '../ui/pickers/filterPicker.ts';
import type { CommandContext } from './shared/command.ts';

/** Shows only some instances: by words, by state, or both. A key binding can say which, as `{ text, states }`. */
export async function filter({ inventory, views }: CommandContext, argument?: unknown): Promise<void> {
  const before = views.choice;
  if (typeof argument === 'object' && argument !== null && ('text' in argument || 'states' in argument)) {
    await views.arrange({ ...before, filter: readViewChoice({ filter: argument }).filter });
    return;
  }
  const counts = countStates(inventory.records());
  try {
    await askFilter(before.filter, counts, (wanted) => {
      views.show({ ...before, filter: wanted });
      return views.found;
    });
    await views.arrange(views.choice);
  } catch (error) {
    await views.arrange(before);
    throw error;
  }
}
