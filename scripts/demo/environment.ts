/** Has the companion start the sandbox and show it; see test/host/companion. */
export const demoEnvironment = { BACKUP_ENCRYPTION_DEMO: '1' };
