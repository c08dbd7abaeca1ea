export interface Area {
  readonly name: string;
  /** The files that are broken. */
  readonly mutate: readonly string[];
  /** The tests that should notice; of these only those are run that come by a broken line. */
  readonly tests: readonly string[];
}

/** Where a wrong line could make a state wrong, or have a request sent twice. */
export const AREAS: readonly Area[] = [
  {
    name: 'domain',
    mutate: ['src/domain/**/*.ts'],
    tests: ['test/unit/domain/**/*.test.ts', 'test/unit/ui/**/*.test.ts', 'test/unit/inventory/**/*.test.ts'],
  },
  {
    name: 'evidence',
    mutate: ['src/cloud/alibaba/{reading,backups,encryptionField,evidence,support}.ts'],
    tests: ['test/unit/cloud/alibaba/*.test.ts'],
  },
  {
    name: 'transport',
    mutate: [
      'src/cloud/transport/{breaker,caller,deadline,pace,retryBudget,serverClock}.ts',
      'src/cloud/transport/{needles,presentable,redact,spellings}.ts',
    ],
    tests: [
      'test/unit/cloud/transport/{attempts,breaker,caller,clock,deadline,limits,pace}.test.ts',
      'test/unit/cloud/transport/{echoes,presentable,redact,serverClock,spellingPlaces,spellings}.test.ts',
    ],
  },
  {
    // Over real sockets: it takes longest for its number of lines.
    name: 'connections',
    mutate: ['src/cloud/transport/{agent,exchange,http,networkError,nodeFetch,reply,replyText}.ts'],
    tests: ['test/unit/cloud/transport/*.test.ts', 'test/unit/cloud/{errorTable,origin}.test.ts'],
  },
  {
    name: 'reading',
    mutate: ['src/fleet/reading/*.ts'],
    tests: ['test/unit/fleet/**/*.test.ts'],
  },
  {
    name: 'changing',
    mutate: ['src/fleet/changing/*.ts'],
    tests: ['test/unit/fleet/**/*.test.ts'],
  },
];
