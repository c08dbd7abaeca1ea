/** Requires what a script needs to make the same reads at Huawei Cloud. */
import { createRequire } from 'node:module';
import { answerLoad } from '../loading.ts';

const load = createRequire(import.meta.url);
answerLoad(() => {
  load('@huaweicloud/huaweicloud-sdk-core');
  load('@huaweicloud/huaweicloud-sdk-core/HcClient.js');
});
