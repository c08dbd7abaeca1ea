/** Where a layer writes what it does, in English; whoever provides it redacts every line. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
