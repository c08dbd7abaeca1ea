import type { Login } from '../cloud/login.ts';
import type { CloudSession } from '../cloud/provider.ts';
import type { Redactor } from '../cloud/transport/redact.ts';
import type { Answer, Evidence } from '../domain/encryption.ts';

/**
 * From now on nothing of a login shows anywhere, but the tails of its key ids.
 * @param until when an echo of it need not be feared any more, milliseconds since 1970
 */
export function hide(login: Login, redactor: Redactor, until: number): void {
  if (login.kind === 'role') {
    // Its external id is no secret, and may be a word that stands in names.
    hide(login.from, redactor, until);
  } else if (login.kind === 'password') {
    redactor.register(login.password, until);
  } else {
    const { accessKeyId, accessKeySecret, securityToken } = login.credentials;
    redactor.registerKeyId(accessKeyId, until);
    redactor.register(accessKeySecret, until);
    if (securityToken) redactor.register(securityToken, until);
  }
}

/** The same session, whose request ids are those of a gateway that may have echoed something into them. */
export function withoutSecrets(session: CloudSession, redactor: Redactor): CloudSession {
  const { disable, role } = session;
  const evidence = (told: Evidence): Evidence =>
    told.requestId ? { ...told, requestId: redactor.redact(told.requestId) } : told;
  const answer = (told: Answer): Answer =>
    'evidence' in told ? { ...told, evidence: evidence(told.evidence) } : told;
  return {
    ...session,
    readEncryption: async (...asked) => answer(await session.readEncryption(...asked)),
    enable: async (...asked) => evidence(await session.enable(...asked)),
    ...(disable && {
      disable: async (...asked: Parameters<typeof disable>) => evidence(await disable(...asked)),
    }),
    ...(role && {
      role: {
        ...role,
        create: async (...asked: Parameters<typeof role.create>) => {
          const { created, requestId } = await role.create(...asked);
          return { created, requestId: redactor.redact(requestId) };
        },
      },
    }),
  };
}
