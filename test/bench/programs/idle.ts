/** A bare Node process, for comparison. */
import { answerUsage } from '../usage.ts';

answerUsage(() => Promise.resolve());
