import { readViewChoice } from '../domain/viewChoice.ts';
import { countForFilter } from '../ui/pickers/filterItems.ts';
import { askFilter } from '../ui/pickers/filterPicker.ts';
import type { CommandContext } from './shared/command.ts';

const MEMBERS = ['text', 'states', 'marks', 'changed'];

/**
 * Shows only some instances: by words, by state, by what happened to them. A key binding can say which, as
 * `{ text, states, marks, changed }`.
 */
export async function filter({ inventory, views }: CommandContext, argument?: unknown): Promise<void> {
  const before = views.choice;
  if (typeof argument === 'object' && argument !== null && MEMBERS.some((member) => member in argument)) {
    await views.arrange({ ...before, filter: readViewChoice({ filter: argument }).filter });
    return;
  }
  const counts = countForFilter(inventory, Date.now());
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
