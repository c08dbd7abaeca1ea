/** One of several processes that write the same history:  node chronicler.ts STORAGE CHANGES NAME */
import { systemClock } from '../../src/domain/time.ts';
import { History } from '../../src/files/history.ts';
import { elsewhere, noteOf } from './histories.ts';
import { listingLog } from './log.ts';

const [storage = '', changes = '', name = ''] = process.argv.slice(2);
const history = new History(storage, systemClock, listingLog());
for (let change = 0; change < Number(changes); change += 1) {
  await history.load();
  history.note(noteOf(change, { instanceId: 'shared', state: 'on' }));
  history.note(noteOf(change, { instanceId: name, state: change % 2 === 0 ? 'on' : 'off' }));
  const written = await history.save(elsewhere);
  if (!written.some(({ instanceId }) => instanceId === name)) change -= 1;
}
