/** What the runner tells the tests inside the extension host, by the names of environment variables. */

/** The file that the results go to. */
export const resultFile = 'BACKUP_ENCRYPTION_HOST_TESTS';
/** Set by a person who wants some of the tests only: words of their titles. */
export const only = 'BACKUP_ENCRYPTION_HOST_ONLY';
/** Where the window is lent out; desktop VS Code's own test runner has none. */
export const screenOrigin = 'BACKUP_ENCRYPTION_HOST_SCREEN';
/** The id of an account in the settings from the start, at a cloud that never answers. */
export const silentAccount = 'BACKUP_ENCRYPTION_HOST_SILENT_ACCOUNT';
/** The folder with certificates of authorities: `Company` in the system's store, `Node` told to Node, `Stranger`. */
export const certificates = 'BACKUP_ENCRYPTION_HOST_CERTIFICATES';
/** Set by the companion: the folder of this session's logs, and the one of what extensions keep. */
export const logFolder = 'BACKUP_ENCRYPTION_HOST_LOGS';
export const storageFolder = 'BACKUP_ENCRYPTION_HOST_STORAGE';
/** The folder where the benchmark says what is to be read, and hears what that took. */
export const benchFolder = 'BACKUP_ENCRYPTION_BENCH';
