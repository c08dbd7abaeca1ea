/** Why backups that are encrypted with a key cannot be restored, or soon cannot. */
export type KeyTrouble =
  | 'disabled'
  /** scheduled for deletion */
  | 'to-be-deleted'
  /** its imported material has expired, or was deleted */
  | 'no-material'
  /** the cloud knows no such key in the instance's region */
  | 'missing';
