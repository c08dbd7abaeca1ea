/** Requires what a script needs to make the same reads at Alibaba Cloud. */
import { createRequire } from 'node:module';
import { answerLoad } from '../loading.ts';

const load = createRequire(import.meta.url);
answerLoad(() => {
  load('@alicloud/openapi-core');
  load('@alicloud/rds20140815');
});
