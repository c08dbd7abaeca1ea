/** Times the three ways to sign at both clouds, one after the other in turns:  fork(sign.js, [MILLISECONDS]). */
import { Bench } from 'tinybench';
import type { SigningTimes } from '../signing/signing.ts';
import { alibabaSigners, huaweiSigners, type Signers } from '../signing/work.ts';

/** A single signature is too short to be timed by itself. */
const AT_ONCE = 100;
const WAYS = ['ours', 'sdk', 'floor'] as const;
const time = Number(process.argv[2]);

process.once('message', () => {
  const alibaba = timesOf(alibabaSigners());
  const huawei = timesOf(huaweiSigners());
  process.send?.({ alibaba, huawei }, () => process.exit());
});

function timesOf(signers: Signers): SigningTimes {
  const bench = new Bench({ time: time / WAYS.length, warmupTime: 300 });
  for (const way of WAYS) {
    bench.add(way, () => {
      for (let count = 0; count < AT_ONCE; count += 1) signers[way]();
    });
  }
  bench.runSync();
  const medianOf = (way: string) => {
    const result = bench.getTask(way)?.result;
    if (result?.state !== 'completed') throw new Error(`${way} was not timed`);
    return (result.latency.p50 * 1000) / AT_ONCE;
  };
  return { ours: medianOf('ours'), sdk: medianOf('sdk'), floor: medianOf('floor') };
}
