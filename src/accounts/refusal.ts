import { CloudError } from '../cloud/error.ts';

/** Credentials that are not there, or cannot be used, as nobody has to ask a cloud to find out. */
export function refusal(message: string): CloudError {
  return new CloudError({ category: 'credentials', message });
}

/** A profile names a program that nobody has allowed yet. */
export class ProgramNotAllowed extends CloudError {
  readonly command: string;

  constructor(message: string, command: string) {
    super({ category: 'credentials', message });
    this.command = command;
  }
}
