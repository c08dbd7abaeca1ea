/** What an account signs in with, and the files and profiles that it comes from. */

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary keys only. */
  readonly securityToken?: string;
}

/** A role that other credentials may take on (Alibaba Cloud STS, `AssumeRole`). */
export interface RoleToAssume {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  /** A policy that narrows the role, JSON in a text. */
  readonly policy?: string;
  /** The region whose STS is asked; the central one when left out. */
  readonly region?: string;
  /** How long the keys are to last, seconds; the cloud's own default when left out. */
  readonly durationSeconds?: number;
}

/** What a session is called where nobody named it; the cloud's audit log shows it. */
export const SESSION_NAME = 'backup-encryption';

export interface KeysLogin {
  readonly kind: 'keys';
  readonly credentials: Credentials;
  /** Of temporary keys, when whoever gave them out told: ISO 8601 UTC. */
  readonly expiresAt?: string;
  /** The only project that is to be looked in (Huawei Cloud), where whoever keeps the keys names one. */
  readonly projectId?: string;
}

/** What an account signs in with: keys as they are, or what keys or a token can be had with. */
export type Login =
  | KeysLogin
  | { readonly kind: 'role'; readonly role: RoleToAssume; readonly from: Login }
  | { readonly kind: 'password'; readonly domain: string; readonly user: string; readonly password: string };

/** How a profile of a file gets its login: as it stands there, or by running a program that prints it. */
export type Recipe =
  | Exclude<Login, { readonly kind: 'role' }>
  | { readonly kind: 'role'; readonly role: RoleToAssume; readonly from: Recipe }
  | { readonly kind: 'program'; readonly command: string };

/** The profiles in a file. */
export interface Profiles {
  readonly names: readonly string[];
  /** The one that the file itself prefers. */
  readonly current?: string | undefined;
  /** @throws CloudError `credentials` when there is no such profile, or nothing can be made of it */
  recipe(name: string): Recipe;
  /** The region that a profile names, empty without one. */
  region(name: string): string;
}

/** A file in which a cloud's own tools keep credentials by profile. */
export interface ProfileFile {
  /** @param home the user's home directory */
  path(environment: Environment, home: string): string;
  /** The profile that is meant when the settings name none; the file's own choice when left out. */
  preferred(environment: Environment): string | undefined;
  /** @throws CloudError `credentials` for a text that cannot be read; it quotes nothing of it */
  parse(text: string, environment: Environment): Profiles;
  /** Reads what a profile's program printed; never another program. @throws CloudError `credentials`, quoting nothing of it */
  readonly readOutput?: (output: string, program: string) => Recipe;
}

export type ProfileSource = 'cliProfile' | 'sharedFile';

export type Environment = Readonly<Record<string, string | undefined>>;
