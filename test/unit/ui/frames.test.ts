import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Frames } from '../../../src/ui/frames.ts';

/** How VS Code passes on what a tree tells: `Event.debounce(…, 200, true)` in its extHostTreeViews.ts. */
function debounced(pass: (told: readonly number[]) => void): (rows: readonly number[]) => void {
  const waiting: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  return (rows) => {
    waiting.push(...rows);
    if (timer) clearTimeout(timer);
    else pass(waiting.splice(0));
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting.length > 0) pass(waiting.splice(0));
    }, 200);
  };
}

describe('frames', () => {
  let now = 0;
  beforeEach(() => {
    now = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  function pass(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed += 1) {
      now += 1;
      mock.timers.tick(1);
    }
  }

  test('collect what comes together', () => {
    const drawn: (readonly number[])[] = [];
    const frames = new Frames<number>((changes) => drawn.push(changes));
    frames.add(1);
    frames.add(2, 3);
    pass(49);
    assert.deepEqual(drawn, []);
    pass(1);
    assert.deepEqual(drawn, [[1, 2, 3]]);
    pass(1_000);
    assert.equal(drawn.length, 1, 'nothing is drawn for nothing');
  });

  test('can be drawn at once, and then not once more', () => {
    const drawn: (readonly number[])[] = [];
    const frames = new Frames<number>((changes) => drawn.push(changes));
    frames.draw();
    frames.add(1);
    frames.draw();
    assert.deepEqual(drawn, [[1]]);
    pass(1_000);
    assert.equal(drawn.length, 1);
  });

  test('leave VS Code time, so that it shows a stream while that goes on', () => {
    const waits: number[] = [];
    const tell = debounced((rows) => waits.push(...rows.map((since) => now - since)));
    const frames = new Frames<number>((rows) => {
      tell(rows);
      tell([]); // what stands above the rows
    });
    for (let row = 0; row < 1_000; row += 1) {
      frames.add(now);
      pass(5);
    }
    pass(1_000);
    assert.equal(waits.length, 1_000);
    const longest = Math.max(...waits);
    assert.ok(longest <= 230, `a row shows after ${longest} ms`);
  });

  test('end', () => {
    const frames = new Frames<number>(() => assert.fail('nothing is drawn any more'));
    frames.add(1);
    frames.dispose();
    pass(1_000);
  });
});
