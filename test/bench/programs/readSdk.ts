/**
 * Makes the same reads with the vendors' own clients, as a careful script would:
 * fork(readSdk.js, [ORIGIN, CONCURRENCY]). One client an account, its answers kept in a map.
 */
import { SANDBOX_REGIONS } from '../../../src/sandbox/fleet.ts';
import { readAlibaba } from '../sdk/alibaba.ts';
import { readHuawei } from '../sdk/huawei.ts';
import { answerUsage } from '../usage.ts';

const [origin = '', concurrency = ''] = process.argv.slice(2);

answerUsage(async () => {
  const most = Number(concurrency);
  await Promise.all([
    readAlibaba({ origin, regions: SANDBOX_REGIONS.alibaba, most }),
    readHuawei({ origin, regions: SANDBOX_REGIONS.huawei, most }),
  ]);
});
