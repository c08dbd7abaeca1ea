// What ESLint cannot see from one file: circles, and files that nothing uses. scripts/lint/layers.ts holds the arrows.
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'An import never leads back to where it came from, also not by types alone.',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      // Beside what is declared only: how plain Node sends, and the fleet of the tests and the benchmark.
      comment: 'Every file of src is used by the extension.',
      severity: 'error',
      from: { path: '^src/extension[.]ts$' },
      to: { path: '^src', pathNot: '[.]d[.]ts$|/nodeFetch[.]ts$|/largeFleet[.]ts$', reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
